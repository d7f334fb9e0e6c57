import { cleanText } from '../lib/clean-text.ts';
import { hashNonce, randomNonce } from '../lib/signed-token.ts';
import type { Database } from '../storage/database.ts';
import { MAX_NAME_LENGTH, type AccountContext } from './account.ts';

type Tools = Pick<AccountContext, 'database' | 'clock'>;

const MAX_COLLECTIONS = 200;

/** A named list of papers, as its owner or, where it is public, everybody sees it. */
export interface Collection {
  id: number;
  /** Names it in addresses. */
  publicId: string;
  name: string;
  isPublic: boolean;
  /** What the owner's comments are signed with; may be empty. */
  ownerName: string;
  isOwn: boolean;
  paperCount: number;
}

/** Makes an empty, private collection; answers its public id, or a sentence. */
export async function addCollection(
  { database, clock }: Tools,
  personId: number,
  name: string,
): Promise<{ publicId: string } | { problem: string }> {
  const cleanName = collectionName(name);
  if (!cleanName) return { problem: 'A collection needs a name.' };
  if ((await listCollections(database, personId)).length >= MAX_COLLECTIONS) {
    return { problem: `You have ${MAX_COLLECTIONS} collections, which is as many as there can be.` };
  }
  const publicId = hashNonce(randomNonce()).slice(0, 16);
  await database
    .insertInto('collections')
    .values({
      public_id: publicId,
      person_id: personId,
      name: cleanName,
      created_at: clock.now().toISOString(),
      published_at: null,
    })
    .execute();
  return { publicId };
}

/** The collections of a person, by name. */
export async function listCollections(database: Database, personId: number): Promise<Collection[]> {
  const rows = await readable(database)
    .where('person_id', '=', personId)
    .orderBy('collections.name')
    .orderBy('collections.id')
    .limit(MAX_COLLECTIONS)
    .execute();
  return rows.map((row) => collectionOf(row, personId));
}

/** The collection as this reader may see it; undefined where there is none, or it is somebody else's private one. */
export async function findCollection(
  database: Database,
  publicId: string,
  readerId: number | undefined,
): Promise<Collection | undefined> {
  const row = await readable(database).where('public_id', '=', publicId).executeTakeFirst();
  if (!row) return undefined;
  const collection = collectionOf(row, readerId);
  return collection.isOwn || collection.isPublic ? collection : undefined;
}

/** Changes what is given of a collection of one's own. Public and private: its address stays the same. */
export async function changeCollection(
  { database, clock }: Tools,
  { id }: Collection,
  { name, isPublic }: { name?: string; isPublic?: boolean },
): Promise<void> {
  const cleanName = name === undefined ? '' : collectionName(name);
  if (cleanName)
    await database.updateTable('collections').set({ name: cleanName }).where('id', '=', id).execute();
  if (isPublic === undefined) return;
  const published_at = isPublic ? clock.now().toISOString() : null;
  await database.updateTable('collections').set({ published_at }).where('id', '=', id).execute();
}

/** Deletes a collection; its papers stay in the library. */
export async function deleteCollection(database: Database, { id }: Collection): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('collections').where('id', '=', id).execute();
    await transaction.deleteFrom('collection_papers').where('collection_id', '=', id).execute();
  });
}

function collectionName(text: string): string {
  return cleanText(text.slice(0, 4 * MAX_NAME_LENGTH))
    .slice(0, MAX_NAME_LENGTH)
    .trim();
}

function readable(database: Database) {
  return database
    .selectFrom('collections')
    .innerJoin('people', 'people.id', 'collections.person_id')
    .select(['collections.id', 'public_id', 'person_id', 'collections.name', 'published_at'])
    .select('people.name as owner_name')
    .select((select) =>
      select
        .selectFrom('collection_papers')
        .whereRef('collection_id', '=', 'collections.id')
        .select((count) => count.fn.countAll<number>().as('count'))
        .as('paper_count'),
    );
}

function collectionOf(
  row: {
    id: number;
    public_id: string;
    person_id: number;
    name: string;
    published_at: string | null;
    owner_name: string;
    paper_count: number | null;
  },
  readerId: number | undefined,
): Collection {
  return {
    id: row.id,
    publicId: row.public_id,
    name: row.name,
    isPublic: row.published_at !== null,
    ownerName: row.owner_name,
    isOwn: row.person_id === readerId,
    paperCount: row.paper_count ?? 0,
  };
}
