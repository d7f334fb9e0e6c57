import type { Context } from 'hono';
import type { VNode } from 'preact';
import { formatPapers } from '../lib/format-count.ts';
import { describeDay } from '../ingest/describe-day.ts';
import { neighboursOf, periodContaining, periodOf, type Period, type PeriodKind } from '../lib/iso-period.ts';
import { newestListedDay, previousAndNextDay } from '../papers/listed-days.ts';
import { countPapersListedOn, listPapersListedOn, type ListedPapers } from '../papers/listed-papers.ts';
import type { Database } from '../storage/database.ts';
import { withQuery } from './addresses.ts';
import { dayRange, isWeekend, longDate } from './day-words.ts';
import { answerBadRequest, answerNotFound } from './error-pages.tsx';
import { isListCursor } from '../papers/list-cursor.ts';
import { ListFrame } from './list-frame.tsx';
import { readNewestCounts } from '../trending/read-newest-counts.ts';
import { MonthCalendar, readCalendar, type Calendar } from './month-calendar.tsx';
import { answerPage } from './page.tsx';
import { PaperList, type NewestCounts } from './paper-list.tsx';
import { PeriodPager } from './period-pager.tsx';
import type { Site } from './site.ts';

const PAGE_SIZE = 50;

/** Neighbours that have papers, for days; neighbours in the calendar, for weeks and months. */
interface Neighbours {
  previous: string | undefined;
  next: string | undefined;
}

/** What stands on the page of a day, a week or a month. */
interface Listing extends Neighbours {
  kind: PeriodKind;
  /** `2026-08-20`, `2026-W34`, `2026-08`. */
  name: string;
  title: string;
  path: string;
  total: number;
  page: ListedPapers;
  counts: NewestCounts;
  isFirst: boolean;
  /** How complete a day's list is, on its first page. */
  note: string | undefined;
  /** The month that the period lies or begins in. */
  calendar: Calendar;
}

/** `/days/2026-08-20`, `/weeks/2026-W34`, `/months/2026-08`, each with `?cursor=` for its further pages. */
export async function showListed(site: Site, c: Context, kind: PeriodKind): Promise<Response> {
  const name = c.req.param('name') ?? '';
  const cursor = c.req.query('cursor');
  const period = periodOf(kind, name);
  if (!period) return answerNotFound(site, c, { what: notInCalendar[kind](name) });
  if (cursor !== undefined && !isListCursor(cursor)) {
    return answerBadRequest(site, c, 'This address goes on at a place that no list of this site gave out.');
  }
  const listing = await readListing(site, kind, name, period, cursor);
  return answerPage(site, c, {
    title: listing.title,
    section: 'newest',
    description: `${formatPapers(listing.total)} listed: ${listing.title}.`,
    canonicalPath: withQuery(listing.path, { cursor }),
    feedPath: `${listing.path}.atom`,
    ...(listing.total === 0 && { isPrivate: true as const }),
    main: <ListedPage listing={listing} />,
  });
}

const notInCalendar: { [kind in PeriodKind]: (name: string) => string } = {
  day: (name) => `The calendar has no day ${name}; days are written like 2026-08-20.`,
  week: (name) => `The calendar has no week ${name}; weeks are written like 2026-W34.`,
  month: (name) => `The calendar has no month ${name}; months are written like 2026-08.`,
};

async function readListing(
  { database, clock }: Site,
  kind: PeriodKind,
  name: string,
  period: Period,
  cursor: string | undefined,
): Promise<Listing> {
  const isFirst = cursor === undefined;
  const [page, total, neighbours, calendar, note] = await Promise.all([
    listPapersListedOn(database, { ...period, limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) }),
    countPapersListedOn(database, period),
    kind === 'day' ? previousAndNextDay(database, name) : calendarNeighbours(database, kind, name),
    readCalendar(database, period.from.slice(0, 7)),
    kind === 'day' && isFirst ? describeDay(database, clock, name) : undefined,
  ]);
  return {
    kind,
    name,
    title: titleOf(kind, name, period),
    path: `/${kind}s/${name}`,
    total,
    page,
    counts: await readNewestCounts(
      database,
      page.papers.map(({ id }) => id),
    ),
    isFirst,
    note,
    ...neighbours,
    calendar,
  };
}

/** Nothing is listed in the future, so time ends with the newest day's week or month. */
async function calendarNeighbours(database: Database, kind: PeriodKind, name: string): Promise<Neighbours> {
  const neighbours = neighboursOf(kind, name);
  const newest = await newestListedDay(database);
  const isPast =
    newest !== undefined && neighbours !== undefined && neighbours.next <= periodContaining(kind, newest);
  return { previous: neighbours?.previous, next: isPast ? neighbours.next : undefined };
}

function titleOf(kind: PeriodKind, name: string, { from, to }: Period): string {
  if (kind !== 'week') return longDate(name);
  const sunday = new Date(Date.parse(to) - 86_400_000).toISOString().slice(0, 10);
  return `Week ${Number(name.slice(-2))}, ${dayRange(from, sunday)}`;
}

function ListedPage({ listing }: { listing: Listing }): VNode {
  const { kind, name, title, total, page, counts, path, isFirst, note, calendar } = listing;
  return (
    <ListFrame beside={kind !== 'month' && <MonthCalendar {...calendar} current={name} />}>
      <div class="dateline">
        <h1>{title}</h1>
        <p>
          {total > 0 ? formatPapers(total) : 'No papers'}
          {!isFirst && ', continued'}
          {kind === 'day' && <Wider day={name} />}
        </p>
        {note && total > 0 && <p>{note}</p>}
        <p class="new-count" data-new-count />
      </div>
      <PeriodPager {...listing} place="above" />
      {kind === 'month' && total > 0 && isFirst && <MonthCalendar {...calendar} />}
      {total > 0 ? (
        <PaperList papers={page.papers} counts={counts} days={kind === 'day' ? 'known' : 'shown'} level={2} />
      ) : (
        <EmptyPeriod listing={listing} />
      )}
      {page.next && (
        <nav class="pager" aria-label="Pages of this list">
          {!isFirst && <a href={path}>From the beginning</a>}
          <a class="after" rel="next" href={withQuery(path, { cursor: page.next })}>
            More papers
          </a>
        </nav>
      )}
      {total > 0 && !page.next && <PeriodPager {...listing} place="below" />}
    </ListFrame>
  );
}

/** The week and the month a day belongs to. */
function Wider({ day }: { day: string }): VNode {
  const week = periodContaining('week', day);
  const month = periodContaining('month', day);
  return (
    <>
      {' · in '}
      <a href={`/weeks/${week}`}>week {Number(week.slice(-2))}</a>
      {' and '}
      <a href={`/months/${month}`}>{longDate(month)}</a>
    </>
  );
}

function EmptyPeriod({ listing: { kind, name, note, previous, next } }: { listing: Listing }): VNode {
  return (
    <div class="narrow">
      <p>
        {note ??
          (kind === 'day' && isWeekend(name)
            ? 'arXiv does not announce on Saturdays and Sundays.'
            : `No source listed a paper here on this ${kind}.`)}
      </p>
      {kind === 'day' && (previous ?? next) && (
        <p>
          The nearest papers are of{' '}
          {[previous, next]
            .filter((day) => day !== undefined)
            .flatMap((day, index) => [
              index > 0 ? ' and ' : '',
              <a href={`/days/${day}`}>{longDate(day)}</a>,
            ])}
          .
        </p>
      )}
      <p>
        Or see the <a href="/">newest papers</a>.
      </p>
    </div>
  );
}
