import type { Clock } from '../lib/clock.ts';
import { chunksOf } from '../papers/chunks.ts';
import { newestListedDay } from '../papers/listed-days.ts';
import type { Database } from '../storage/database.ts';
import { arrangeTrending } from './arrange-trending.ts';
import type { TrendingPaper, TrendingQuery } from './list-trending.ts';
import { readRankedPapers } from './read-ranked-papers.ts';
import { storedDepth, storedWindows } from './stored-lists.ts';

/**
 * Stores the lists of the newest listing day from the table of scores, in place of what they were. Those of the days
 * before stay as they stood. Answers the day; undefined where no paper is listed yet.
 */
export async function storeTrendingLists(
  database: Database,
  { clock }: { clock: Clock },
): Promise<string | undefined> {
  const today = clock.now().toISOString().slice(0, 10);
  const day = await newestListedDay(database, { notAfter: today });
  if (day === undefined) return undefined;
  for (const windowDays of storedWindows) {
    const query = { day, windowDays, limit: storedDepth.newest };
    const ranked = await readRankedPapers(database, query);
    const list = await arrangeTrending(database, ranked, { ...query, nowMs: clock.now().getTime() });
    await database.transaction().execute((transaction) => replaceList(transaction, query, list));
  }
  await database
    .deleteFrom('trending_lists')
    .where('day', '<', day)
    .where('place', '>', storedDepth.ended)
    .execute();
  return day;
}

async function replaceList(
  transaction: Database,
  { day, windowDays }: TrendingQuery,
  list: readonly TrendingPaper[],
): Promise<void> {
  await transaction
    .deleteFrom('trending_lists')
    .where('day', '=', day)
    .where('window_days', '=', windowDays)
    .execute();
  const rows = list.map(({ paper, score, why }, index) => ({
    day,
    window_days: windowDays,
    place: index + 1,
    paper_id: paper.id,
    score,
    why: JSON.stringify(why),
  }));
  for (const chunk of chunksOf(rows)) await transaction.insertInto('trending_lists').values(chunk).execute();
}
