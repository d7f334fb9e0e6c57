import { chunksOf } from '../papers/chunks.ts';
import type { Database } from '../storage/database.ts';

/** Notes papers whose signals changed, in the transaction that changed them, for the next refresh of the scores. */
export async function markForScoring(transaction: Database, paperIds: Iterable<number>): Promise<void> {
  const rows = [...new Set(paperIds)].map((paper_id) => ({ paper_id }));
  for (const chunk of chunksOf(rows)) {
    await transaction
      .insertInto('trending_pending')
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
