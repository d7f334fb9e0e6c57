import type { Database } from '../storage/database.ts';

/**
 * The papers that are listed on a day now but were new on another day's list: a source may correct the day of a paper
 * that was listed already. They are not new again.
 */
export async function readNewElsewhere(database: Database, day: string): Promise<ReadonlySet<number>> {
  const rows = await database
    .selectFrom('papers')
    .innerJoin('trending_lists', 'trending_lists.paper_id', 'papers.id')
    .select('papers.id')
    .where('papers.listed_on', '=', day)
    .where('trending_lists.window_days', '=', 1)
    .where('trending_lists.day', '<>', day)
    .execute();
  return new Set(rows.map(({ id }) => id));
}
