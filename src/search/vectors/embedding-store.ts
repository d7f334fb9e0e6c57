import type { Database } from '../../storage/database.ts';

const ROWS_PER_STATEMENT = 200;

/** A paper's text as a server encoded it: what was once asked for is not asked for again, whatever becomes of segments. */
export interface KeptEmbedding {
  textHash: string;
  /** 8-bit integers, see quantise-vector.ts. */
  vector: Uint8Array;
}

/** Those of the texts that are kept, by their hashes. */
export async function findEmbeddings(
  database: Database,
  model: string,
  textHashes: string[],
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (let start = 0; start < textHashes.length; start += ROWS_PER_STATEMENT) {
    const rows = await database
      .selectFrom('search_embeddings')
      .select(['text_hash', 'vector'])
      .where('model', '=', model)
      .where('text_hash', 'in', textHashes.slice(start, start + ROWS_PER_STATEMENT))
      .execute();
    for (const { text_hash: hash, vector } of rows) found.set(hash, vector);
  }
  return found;
}

export async function saveEmbeddings(
  database: Database,
  model: string,
  embeddings: KeptEmbedding[],
): Promise<void> {
  if (embeddings.length === 0) return;
  await database
    .insertInto('search_embeddings')
    .values(embeddings.map(({ textHash, vector }) => ({ model, text_hash: textHash, vector })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Removes those of models that are used no more. */
export async function removeEmbeddingsOfOthers(transaction: Database, models: string[]): Promise<void> {
  const unused = transaction.deleteFrom('search_embeddings');
  await (models.length === 0 ? unused : unused.where('model', 'not in', models)).execute();
}
