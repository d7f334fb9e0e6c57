import type { Database } from '../storage/database.ts';
import type { ListedPeriod } from './listed-papers.ts';

export interface CategoryCount {
  category: string;
  count: number;
}

/** Combinations of categories, the most frequent ones; beyond them stand single papers. */
const MAX_COMBINATIONS = 5_000;

/** The primary categories of the papers listed in a period, most papers first. */
export async function countByCategory(
  database: Database,
  { from, to }: ListedPeriod,
): Promise<CategoryCount[]> {
  const rows = await database
    .selectFrom('papers')
    .select((select) => ['categories', select.fn.countAll<number>().as('count')])
    .where('listed_on', '>=', from)
    .where('listed_on', '<', to)
    .groupBy('categories')
    .orderBy('count', 'desc')
    .limit(MAX_COMBINATIONS)
    .execute();
  const counts = new Map<string, number>();
  for (const { categories, count } of rows) {
    const [primary] = JSON.parse(categories) as string[];
    if (primary) counts.set(primary, (counts.get(primary) ?? 0) + count);
  }
  return [...counts]
    .map(([category, count]) => ({ category, count }))
    .sort((a, b) => b.count - a.count || (a.category < b.category ? -1 : 1));
}
