import { periodOf } from '../lib/iso-period.ts';
import { newestListedDay } from '../papers/listed-days.ts';
import type { Database } from '../storage/database.ts';
import { listTrending, type TrendingPaper } from './list-trending.ts';

/** How far back a list looks. */
export interface TrendingPeriod {
  /** As it stands in addresses. */
  name: string;
  days: number;
  words: string;
}

/** The first is the list without a parameter. */
export const trendingPeriods: readonly TrendingPeriod[] = [
  { name: 'day', days: 1, words: 'the newest day' },
  { name: 'week', days: 7, words: 'the last 7 days' },
  { name: 'month', days: 30, words: 'the last 30 days' },
  { name: 'all', days: 90, words: 'all that has a score' },
];

/** One of the site's lists of trending papers, as its address names it. */
export interface TrendingListName {
  period: TrendingPeriod;
  /** A past day of which the list is asked as it stood; else the newest. */
  day?: string;
  category?: string;
  withCode: boolean;
  sort: 'trending' | 'newest';
}

/** As deep as lists go. */
export const MAX_TRENDING_PLACES = 300;

/**
 * Reads the name of a list from the parameters of an address (`period`, `day`, `category`, `code`, `sort`; undefined
 * where not given), or says for people what is wrong with them.
 */
export function readTrendingListName(
  given: (name: 'period' | 'day' | 'category' | 'code' | 'sort') => string | undefined,
): TrendingListName | { problem: string } {
  const period = trendingPeriods.find(({ name }) => name === (given('period') ?? 'day'));
  const [day, category, code, sort] = [given('day'), given('category'), given('code'), given('sort')];
  if (!period) return { problem: 'Trending papers are listed over a day, a week or a month, or all.' };
  if (day !== undefined && !periodOf('day', day))
    return { problem: 'A day is a date of the calendar, as in 2026-08-20.' };
  if (category !== undefined && !/^[\w.-]{1,40}$/.test(category))
    return { problem: 'A field is named by its category, as in cs.CL.' };
  if (code !== undefined && code !== 'yes' && code !== 'no')
    return { problem: 'code is yes, for papers with code alone, or no.' };
  if (sort !== undefined && sort !== 'trending' && sort !== 'newest')
    return { problem: 'Trending papers are sorted by trending or newest.' };
  return {
    period,
    withCode: code === 'yes',
    sort: sort ?? 'trending',
    ...(day !== undefined && { day }),
    ...(category !== undefined && { category }),
  };
}

/** The parameters that name a list, those left out that need not be given. */
export function trendingListParameters({ period, day, withCode, sort }: TrendingListName): {
  over: string | undefined;
  day: string | undefined;
  code: string | undefined;
  sort: string | undefined;
} {
  return {
    over: period === trendingPeriods[0] ? undefined : period.name,
    day,
    code: withCode ? 'yes' : undefined,
    sort: sort === 'trending' ? undefined : sort,
  };
}

export interface TrendingPage {
  /** The listing day the list is of: the one asked or the last before it. Undefined where nothing is listed. */
  day: string | undefined;
  papers: TrendingPaper[];
  hasMore: boolean;
}

/** Places `start` to `end` of a list, counted from 0, `end` left out. */
export async function readTrendingPage(
  database: Database,
  { period, day: notAfter, withCode, category, sort }: TrendingListName,
  { start, end: asked }: { start: number; end: number },
): Promise<TrendingPage> {
  const day = await newestListedDay(database, notAfter === undefined ? {} : { notAfter });
  const end = Math.min(asked, MAX_TRENDING_PLACES);
  if (day === undefined || end <= start) return { day, papers: [], hasMore: false };
  const list = await listTrending(database, {
    day,
    windowDays: period.days,
    limit: sort === 'newest' ? MAX_TRENDING_PLACES : end + 1,
    withCode,
    ...(category !== undefined && { category }),
  });
  if (sort === 'newest') list.sort((a, b) => (b.paper.listedOn ?? '').localeCompare(a.paper.listedOn ?? ''));
  return {
    day,
    papers: list.slice(start, end),
    hasMore: list.length > end && end < MAX_TRENDING_PLACES,
  };
}
