import { lookupChunksOf } from '../papers/chunks.ts';
import type { Database } from '../storage/database.ts';

/**
 * Those of the papers that were new on another day's list: a source may correct the day of a paper that was listed
 * already. They are not new again.
 */
export async function readNewElsewhere(
  database: Database,
  day: string,
  paperIds: Iterable<number>,
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (const chunk of lookupChunksOf(paperIds)) {
    const rows = await database
      .selectFrom('trending_lists')
      .select('paper_id')
      .where('paper_id', 'in', chunk)
      .where('window_days', '=', 1)
      .where('day', '<>', day)
      .execute();
    for (const { paper_id } of rows) found.add(paper_id);
  }
  return found;
}
