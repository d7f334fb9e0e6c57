import type { Database } from '../storage/database.ts';
import { growRevision } from './writer-lease.ts';

/**
 * Forgets the whole index and makes every paper pending, in one transaction: the next indexer builds it anew. Whoever
 * is writing now is replaced.
 */
export async function rebuildIndex(database: Database): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('search_state')
      .set({ writer: null, writer_until: null, claimed_papers: null })
      .where('id', '=', 1)
      .execute();
    await forgetIndex(transaction);
  });
}

/** The same, within a step of the one who is writing. */
export async function forgetIndex(transaction: Database): Promise<void> {
  await transaction.deleteFrom('search_posting_parts').execute();
  await transaction.deleteFrom('search_postings').execute();
  await transaction.deleteFrom('search_segments').execute();
  await transaction.deleteFrom('search_vectors').execute();
  await transaction
    .insertInto('search_pending')
    .columns(['paper_id'])
    .expression((papers) => papers.selectFrom('papers').select('papers.id').where('papers.id', '>', 0))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await growRevision(transaction);
}
