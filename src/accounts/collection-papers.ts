import { findMentionedPapers } from '../ingest/find-mentioned-papers.ts';
import type { PaperId } from '../papers/identifiers.ts';
import { listPapersByIds } from '../papers/paper-store.ts';
import type { Paper } from '../papers/paper.ts';
import type { Database } from '../storage/database.ts';
import type { AccountContext } from './account.ts';
import type { Collection } from './collections.ts';
import { getStandInRecord, recordsOf } from './paper-records.ts';
import { afterCursor, cursorOf } from './row-cursor.ts';

type Tools = Pick<AccountContext, 'database' | 'clock'>;

export const MAX_COLLECTION_PAPERS = 2_000;

/** What became of a text that names papers. */
export interface AddedPapers {
  addedCount: number;
  /** What is not on this site, as it was written. */
  unknown: string[];
  /** Named and found, but the collection is full. */
  leftOutCount: number;
}

/**
 * Adds the papers that a text names: identifiers, addresses, or a BibTeX, RIS or CSL-JSON file. Papers that this site
 * does not have are answered, not made up: a file of one reader is no source for all.
 */
export async function addPapersFromText(
  tools: Tools,
  collection: Collection,
  text: string,
): Promise<AddedPapers> {
  const { database } = tools;
  const { papers, unknown } = await findMentionedPapers(database, text, { limit: MAX_COLLECTION_PAPERS });
  const addedCount = await addPapers(
    tools,
    collection,
    papers.map(({ id }) => id),
  );
  const there = await listPaperIds(database, collection);
  return { addedCount, unknown, leftOutCount: papers.filter(({ id }) => !there.has(id)).length };
}

/** Adds papers that are not yet in the collection, as far as there is room; answers how many. */
export async function addPapers(
  { database, clock }: Tools,
  collection: Collection,
  paperIds: readonly PaperId[],
): Promise<number> {
  const added_at = clock.now().toISOString();
  return database.transaction().execute(async (transaction) => {
    const there = await listPaperIds(transaction, collection);
    const missing = paperIds.filter((id) => !there.has(id)).slice(0, MAX_COLLECTION_PAPERS - there.size);
    for (const id of missing) {
      const row = {
        collection_id: collection.id,
        record_id: await getStandInRecord(transaction, id),
        added_at,
      };
      await transaction
        .insertInto('collection_papers')
        .values(row)
        .onConflict((conflict) => conflict.columns(['collection_id', 'record_id']).doNothing())
        .execute();
    }
    return missing.length;
  });
}

/** Takes a paper out of a collection; again is harmless. */
export async function removePaper(database: Database, { id }: Collection, paperId: PaperId): Promise<void> {
  await database
    .deleteFrom('collection_papers')
    .where('collection_id', '=', id)
    .where('record_id', 'in', recordsOf(database, paperId))
    .execute();
}

/** A page of a collection, added last first. */
export async function listCollectionPapers(
  database: Database,
  { id }: Pick<Collection, 'id'>,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<{ papers: Paper[]; next: string | null }> {
  const rows = await database
    .selectFrom('collection_papers')
    .innerJoin('records', 'records.id', 'collection_papers.record_id')
    .select(['record_id', 'paper_id', 'added_at as at'])
    .where('collection_id', '=', id)
    .$if(cursor !== undefined, (select) => select.where(afterCursor('added_at', cursor ?? '')))
    .orderBy('added_at', 'desc')
    .orderBy('record_id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  return {
    papers: await listPapersByIds(database, [...new Set(page.map(({ paper_id }) => paper_id as PaperId))]),
    next: rows.length > limit ? cursorOf(page.at(-1)!) : null,
  };
}

async function listPaperIds(database: Database, { id }: Collection): Promise<Set<PaperId>> {
  const rows = await database
    .selectFrom('collection_papers')
    .innerJoin('records', 'records.id', 'collection_papers.record_id')
    .select('paper_id')
    .where('collection_id', '=', id)
    .execute();
  return new Set(rows.map(({ paper_id }) => paper_id as PaperId));
}
