import { describeDay } from '../ingest/describe-day.ts';
import type { Clock } from '../lib/clock.ts';
import { periodOf, type PeriodKind } from '../lib/iso-period.ts';
import { isListCursor } from '../papers/list-cursor.ts';
import { newestListedDay } from '../papers/listed-days.ts';
import { listPapersListedOn, type ListedPeriod } from '../papers/listed-papers.ts';
import { givenFilterNames, readGivenFilters, type GivenFilters } from '../search/query/given-filters.ts';
import { sortOrders, type Search, type SortOrder } from '../search/search.ts';
import type { Database } from '../storage/database.ts';
import {
  readTrendingListName,
  readTrendingPage,
  trendingListParameters,
} from '../trending/trending-lists.ts';
import type { Listing, ListingQuery } from './listing.ts';

/** What the address asks for can't be answered; the message says why. */
export interface Refusal {
  status: 400 | 404;
  problem: string;
}

/** Every paper, however little is known of its date. */
const EVER = { from: '1000', to: '9999' };

export function newestPapers(database: Database): Listing {
  return { title: 'Offprint: newest papers', path: '/', ...inPeriod(database, EVER) };
}

/** The papers of a day, an ISO week or a month. */
export function papersOf(
  { database, clock }: { database: Database; clock: Clock },
  kind: PeriodKind,
  name: string,
): Listing | Refusal {
  const period = periodOf(kind, name);
  if (!period) return { status: 404, problem: `The calendar has no ${kind} ${name}.` };
  return {
    title: `Offprint: papers of ${name}`,
    path: `/${kind}s/${name}`,
    ...inPeriod(database, period),
    ...(kind === 'day' && { describe: () => describeDay(database, clock, name) }),
  };
}

function inPeriod(database: Database, period: ListedPeriod): Pick<Listing, 'readPage' | 'isCursor'> {
  return {
    isCursor: isListCursor,
    async readPage(query) {
      const { papers, next } = await listPapersListedOn(database, { ...period, ...query });
      return { papers: papers.map((paper) => ({ paper })), next };
    },
  };
}

/** What rises; a cursor is how many papers stand before. `given`: the parameters of the address. */
export function trendingPapers(
  database: Database,
  given: (name: string) => string | undefined,
): Listing | Refusal {
  const list = readTrendingListName((name) => given(name === 'period' ? 'over' : name));
  if ('problem' in list) return { status: 400, problem: list.problem };
  const field = list.category === undefined ? '' : ` in ${list.category}`;
  return {
    title: `Offprint: trending${field} over ${list.period.words}`,
    path: list.category === undefined ? '/trending' : `/trending/${list.category}`,
    parameters: trendingListParameters(list),
    isCursor: (text) => /^\d{1,3}$/.test(text),
    async readPage({ limit, cursor = '0' }) {
      const [start, end] = [Number(cursor), Number(cursor) + limit];
      const { papers, hasMore } = await readTrendingPage(database, list, { start, end });
      return { papers, next: hasMore ? String(end) : null };
    },
  };
}

/** The papers that a search finds, in its order; the best ones as news, those of the last days before all others. */
export function foundPapers(
  { database, search }: { database: Database; search: Search },
  given: (name: string) => string | undefined,
): Listing | Refusal {
  const asked = readFeedSearch(given);
  if ('problem' in asked) return { status: 400, problem: asked.problem };
  const { text, filters, sort } = asked;
  const readPage = async (query: ListingQuery, from = filters.from) => {
    const { hits, next } = await search.search({
      ...{ ...query, text, sort },
      filters: { ...filters, ...(from !== undefined && { from }) },
      limit: Math.min(query.limit, MAX_HITS),
    });
    return { papers: hits, next };
  };
  return {
    title: `Offprint: ${[text, ...givenFilterNames.map((name) => filters[name])].filter(Boolean).join(' · ')}`,
    path: '/search',
    parameters: { q: text || undefined, ...filters, sort: sort === 'relevance' ? undefined : sort },
    isCursor: (cursor) => /^[\da-z-]{1,80}$/.test(cursor),
    readPage,
    async readNews({ limit }) {
      const newestDay = sort !== 'relevance' ? undefined : await newestListedDay(database);
      // A reader who names dates gets those; the best of all would otherwise hide what is new for ever.
      const namesDates = filters.from ?? filters.to ?? /(?:^|\s)(?:from|to|year):/i.exec(text)?.[0];
      if (!newestDay || namesDates !== undefined) return readPage({ limit });
      const { papers: recent } = await readPage({ limit }, daysBefore(newestDay, NEWS_DAYS));
      const { papers: best } = await readPage({ limit });
      recent.sort((a, b) => (b.paper.listedOn ?? '').localeCompare(a.paper.listedOn ?? ''));
      const known = new Set(recent.map(({ paper }) => paper.id));
      const papers = [...recent, ...best.filter(({ paper }) => !known.has(paper.id))];
      return { papers: papers.slice(0, limit), next: null };
    },
  };
}

const MAX_QUERY_LENGTH = 1_000;
const NEWS_DAYS = 30;
const MAX_HITS = 100;

interface FeedSearch {
  text: string;
  filters: GivenFilters;
  sort: SortOrder;
}

/** The same parameters as the page has. */
function readFeedSearch(given: (name: string) => string | undefined): FeedSearch | { problem: string } {
  const text = given('q')?.trim() ?? '';
  const filters = readGivenFilters(given);
  const sort = sortOrders.find((order) => order === (given('sort') || 'relevance'));
  if (!text && Object.keys(filters).length === 0)
    return { problem: 'Give words to search for, ?q=..., or a filter, ?category=...' };
  if (text.length > MAX_QUERY_LENGTH)
    return { problem: `A query has at most ${MAX_QUERY_LENGTH} characters.` };
  return sort ? { text, filters, sort } : { problem: `sort is one of ${sortOrders.join(', ')}.` };
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}
