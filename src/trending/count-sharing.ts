import { lookupChunksOf } from '../papers/chunks.ts';
import type { Database } from '../storage/database.ts';

/** Writes down how many papers have each counter that names its place. */
export async function countSharing(database: Database, signals: readonly string[]): Promise<void> {
  for (const chunk of lookupChunksOf(signals.filter((signal) => signal.includes(':')))) {
    await database
      .updateTable('signal_series')
      .set((column) => ({
        shared_by: column
          .selectFrom('signal_series as same')
          .select((same) => same.fn.count<number>('same.paper_id').distinct().as('count'))
          .whereRef('same.signal', '=', 'signal_series.signal'),
      }))
      .where('signal', 'in', chunk)
      .execute();
  }
}
