import { listCollectionPapers } from '../accounts/collection-papers.ts';
import { findCollection } from '../accounts/collections.ts';
import { isRowCursor } from '../accounts/row-cursor.ts';
import type { Database } from '../storage/database.ts';
import type { Listing } from './listing.ts';

/** A collection that its owner made public, added last first. */
export async function findPublicCollection(
  database: Database,
  publicId: string,
): Promise<Listing | undefined> {
  const collection = await findCollection(database, publicId, undefined);
  if (!collection) return undefined;
  return {
    title: `Offprint: ${collection.name}`,
    path: `/collections/${publicId}`,
    isCursor: isRowCursor,
    async readPage(query) {
      const { papers, next } = await listCollectionPapers(database, collection, query);
      return { papers: papers.map((paper) => ({ paper })), next };
    },
  };
}
