import type { Context } from 'hono';
import type { VNode } from 'preact';
import { formatPapers } from '../lib/format-count.ts';
import { describeDay } from '../ingest/describe-day.ts';
import { periodOf } from '../lib/iso-period.ts';
import { countPapersListedOn, listPapersListedOn } from '../papers/listed-papers.ts';
import { newestListedDay, previousAndNextDay } from '../papers/listed-days.ts';
import type { Paper } from '../papers/paper.ts';
import { dateAddress } from './addresses.ts';
import { longDate } from './day-words.ts';
import { ListFrame } from './list-frame.tsx';
import { PeriodPager } from './period-pager.tsx';
import { readNewestCounts } from '../trending/read-newest-counts.ts';
import { MonthCalendar, readCalendar } from './month-calendar.tsx';
import { answerPage } from './page.tsx';
import { PaperList, type NewestCounts } from './paper-list.tsx';
import type { Site } from './site.ts';

/** A first screenful and some scrolling; the days' own pages have the rest. */
const PAGE_SIZE = 30;

/** Every paper, however little is known of its date. */
const EVER = { from: '1000', to: '9999' };

/** `/`: the newest day's papers; where they are few, the days before it, each under its own heading. */
export async function showHome(site: Site, c: Context): Promise<Response> {
  const { papers } = await listPapersListedOn(site.database, { ...EVER, limit: PAGE_SIZE });
  const days = await Promise.all(groupByDate(papers).map((group) => withTotal(site, group)));
  const newest = await newestListedDay(site.database);
  const calendar = newest && (await readCalendar(site.database, newest.slice(0, 7)));
  const note = newest && (await describeNow(site, newest));
  const counts = await readNewestCounts(
    site.database,
    papers.map(({ id }) => id),
  );
  const last = days.at(-1)?.date ?? '';
  const { previous } = periodOf('day', last)
    ? await previousAndNextDay(site.database, last)
    : { previous: undefined };
  return answerPage(site, c, {
    title: '',
    section: 'newest',
    description: 'Trending research papers in your inbox once a day, and a search that finds the rest.',
    canonicalPath: '/',
    feedPath: '/index.atom',
    main: (
      <ListFrame beside={calendar && <MonthCalendar {...calendar} current={newest} />}>
        {days.length > 0 ? <Days {...{ days, note, counts, previous }} /> : <NoPapersYet />}
      </ListFrame>
    ),
  });
}

interface Day {
  /** `YYYY-MM-DD`, or a month or year where no more is known. */
  date: string;
  papers: Paper[];
}

type CountedDay = Day & { total: number };

/** Papers come newest date first, so those of one date stand together. */
function groupByDate(papers: Paper[]): Day[] {
  const days: Day[] = [];
  for (const paper of papers) {
    const date = paper.listedOn ?? '';
    const last = days.at(-1);
    if (last?.date === date) last.papers.push(paper);
    else days.push({ date, papers: [paper] });
  }
  return days;
}

async function withTotal({ database }: Site, day: Day): Promise<CountedDay> {
  const period = periodOf('day', day.date);
  return { ...day, total: period ? await countPapersListedOn(database, period) : day.papers.length };
}

/** Of today where there is something to say (no list at the weekend), else of the newest day. */
async function describeNow({ database, clock }: Site, newest: string): Promise<string | undefined> {
  const today = clock.now().toISOString().slice(0, 10);
  const ofToday = today > newest ? await describeDay(database, clock, today) : undefined;
  return ofToday ? `${longDate(today)}: ${ofToday}` : describeDay(database, clock, newest);
}

interface DaysProps {
  days: CountedDay[];
  note: string | undefined;
  counts: NewestCounts;
  /** The day before the last one shown. */
  previous: string | undefined;
}

function Days({ days, note, counts, previous }: DaysProps): VNode {
  return (
    <>
      {days.map((day, index) => (
        <section key={day.date} aria-labelledby={`day-${day.date}`}>
          <DayHeading day={day} isFirst={index === 0} note={index === 0 ? note : undefined} />
          <PaperList papers={day.papers} counts={counts} days="known" level={index === 0 ? 2 : 3} />
          {day.total > day.papers.length && (
            <p class="pager">
              <a href={`/days/${day.date}`}>
                All {formatPapers(day.total)} of {longDate(day.date)}
              </a>
            </p>
          )}
        </section>
      ))}
      <PeriodPager kind="day" previous={previous} next={undefined} place="below" />
    </>
  );
}

interface DayHeadingProps {
  day: CountedDay;
  isFirst: boolean;
  note: string | undefined;
}

function DayHeading({ day: { date, total }, isFirst, note }: DayHeadingProps): VNode {
  const Heading = isFirst ? 'h1' : 'h2';
  const href = dateAddress(date);
  return (
    <div class={isFirst ? 'dateline' : 'dateline day-heading'}>
      <Heading id={`day-${date}`}>{href ? <a href={href}>{longDate(date)}</a> : longDate(date)}</Heading>
      <p>
        {formatPapers(total)}
        {isFirst && (
          <span class="to-mail">
            {' · '}
            <a href="#subscribe">Get them by mail, once a day</a>
          </span>
        )}
      </p>
      {note && <p>{note}</p>}
      {isFirst && <p class="new-count" data-new-count />}
    </div>
  );
}

function NoPapersYet(): VNode {
  return (
    <div class="narrow">
      <h1>No papers yet</h1>
      <p>
        This Offprint was just set up. Whoever runs it can load papers with{' '}
        <code>bin/offprint import FILE</code>; they stand here as soon as the first of them is stored.
      </p>
    </div>
  );
}
