import type { Database } from '../storage/database.ts';
import { chunksOf } from './chunks.ts';

/** Tells the search index that these papers are new, changed or gone; in the transaction that made them so. */
export async function markForIndexing(transaction: Database, paperIds: readonly number[]): Promise<void> {
  for (const ids of chunksOf(paperIds)) {
    await transaction
      .insertInto('search_pending')
      .values(ids.map((id) => ({ paper_id: id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
