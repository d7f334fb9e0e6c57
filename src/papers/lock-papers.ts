import type { Database } from '../storage/database.ts';

/**
 * Others who change papers wait here until this transaction ends: two at once could make two papers of one. (SQLite
 * lets one writer in at a time anyhow.)
 */
export async function lockPapers(transaction: Database): Promise<void> {
  await transaction.updateTable('paper_lock').set({ id: 1 }).where('id', '=', 1).execute();
}
