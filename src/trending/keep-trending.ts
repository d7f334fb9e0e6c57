import type { Clock } from '../lib/clock.ts';
import { newestListedDay } from '../papers/listed-days.ts';
import type { Database } from '../storage/database.ts';
import { readLastRefresh, refreshChangedScores, refreshTrendingScores } from './refresh-trending-scores.ts';
import { storeTrendingLists } from './store-trending-lists.ts';
import { readCurrentDay, storedDepth } from './stored-lists.ts';

/** What is usual changes slowly, and scores fade little in an hour. */
const ALL_SCORES_EVERY_MS = 3_600_000;

/**
 * Keeps scores and lists up to date; for every few minutes. All scores once an hour and when a day begins, else those
 * of papers whose signals changed; then the lists, if anything did.
 */
export async function refreshTrending(
  database: Database,
  options: { clock: Clock; signal?: AbortSignal },
): Promise<void> {
  const now = options.clock.now();
  const last = await readLastRefresh(database);
  const current = await readCurrentDay(database);
  const newest = await newestListedDay(database, { notAfter: now.toISOString().slice(0, 10) });
  const isAllDue =
    !last || now.getTime() - Date.parse(last.refreshedAt) >= ALL_SCORES_EVERY_MS || newest !== current?.day;
  if (isAllDue) await refreshTrendingScores(database, options);
  else if ((await refreshChangedScores(database, options)) === 0 && !(await hasMorePapers(database, newest)))
    return;
  await storeTrendingLists(database, options);
}

/** Whether papers came that the day's list, which is not full, does not name. */
async function hasMorePapers(database: Database, day: string | undefined): Promise<boolean> {
  if (day === undefined) return false;
  const { listed, stored } = await database
    .selectNoFrom((select) => [
      select
        .selectFrom('papers')
        .select((papers) => papers.fn.countAll<number>().as('count'))
        .where('listed_on', '=', day)
        .as('listed'),
      select
        .selectFrom('trending_lists')
        .select((lists) => lists.fn.countAll<number>().as('count'))
        .where('day', '=', day)
        .where('window_days', '=', 1)
        .as('stored'),
    ])
    .executeTakeFirstOrThrow();
  return Number(stored) < Math.min(Number(listed), storedDepth.newest);
}
