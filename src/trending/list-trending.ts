import type { Paper } from '../papers/paper.ts';
import type { Database } from '../storage/database.ts';
import { arrangeTrending, rankedFor } from './arrange-trending.ts';
import type { TrendingReason } from './explain-trending.ts';
import { rankFromSignals } from './rank-from-signals.ts';
import { readRankedPapers } from './read-ranked-papers.ts';
import { readStoredList } from './read-stored-list.ts';
import { readCurrentDay } from './stored-lists.ts';

export interface TrendingQuery {
  /** The last day of the window, `YYYY-MM-DD`; signals observed after it are not looked at. */
  day: string;
  /** How many days of listings compete: 1, 7, 30 or, for all that have a score, 90. */
  windowDays: number;
  limit: number;
  /** Only papers of this category, primary or not. */
  category?: string;
  /** Only papers whose code is known. */
  withCode?: boolean;
}

export interface TrendingPaper {
  paper: Paper;
  score: number;
  /** One line for people: why it is here. */
  reason: string;
  /** The same in its components, strongest first, the age last. */
  why: TrendingReason[];
}

/**
 * The papers listed in a window of days, most trending first, so arranged that no field, group of authors or topic
 * fills the page. Papers without any signal follow, newest first, the fields in turns, so that a day without signals
 * still is a list worth reading. A greater limit only adds papers at the end.
 *
 * The list of the newest day is as the last refresh stored it, that of an earlier day as it stood when its day ended;
 * one that was never stored (a day from before this instance) is worked out from what was observed up to then.
 */
export async function listTrending(database: Database, query: TrendingQuery): Promise<TrendingPaper[]> {
  const stored = await readStoredList(database, query);
  if (stored) return stored;
  const current = await readCurrentDay(database);
  if (current?.day === query.day) {
    const ranked = await readRankedPapers(database, query);
    return arrangeTrending(database, ranked, { ...query, nowMs: Date.parse(current.refreshedAt) });
  }
  const nowMs = Date.parse(`${query.day}T23:59:59.999Z`);
  const papers = await rankFromSignals(database, { ...query, nowMs });
  return arrangeTrending(database, papers.slice(0, rankedFor(query.limit)), { ...query, nowMs });
}
