import type { Database } from '../storage/database.ts';

/** The windows whose lists are stored, in days. */
export const storedWindows: readonly number[] = [1, 7, 30, 90];

/** How many places of a list are stored, and how many remain of it when its day has ended. */
export const storedDepth = { newest: 301, ended: 100 };

/** The day whose lists are kept up to date, and when its scores were worked out; undefined before the first refresh. */
export async function readCurrentDay(
  database: Database,
): Promise<{ day: string; refreshedAt: string } | undefined> {
  const row = await database
    .selectFrom('trending_refreshes')
    .select((select) => [
      'refreshed_at',
      select.selectFrom('trending_lists').select('day').orderBy('day', 'desc').limit(1).as('day'),
    ])
    .executeTakeFirst();
  return row?.day ? { day: row.day, refreshedAt: row.refreshed_at } : undefined;
}
