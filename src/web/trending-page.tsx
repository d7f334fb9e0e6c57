import type { Context } from 'hono';
import type { VNode } from 'preact';
import { newestListedDay } from '../papers/listed-days.ts';
import { listTrending, type TrendingPaper } from '../trending/list-trending.ts';
import { withQuery } from './addresses.ts';
import { longDate } from './day-words.ts';
import { answerBadRequest } from './error-pages.tsx';
import { ListFrame } from './list-frame.tsx';
import { answerPage } from './page.tsx';
import { PaperList } from './paper-list.tsx';
import type { Site } from './site.ts';

const PAGE_SIZE = 30;
const MAX_PAGE = 10;

/** How far back each list looks. The first is the list without a parameter. */
const windows = [
  { name: 'day', days: 1, words: 'the newest day' },
  { name: 'week', days: 7, words: 'the last 7 days' },
  { name: 'month', days: 30, words: 'the last 30 days' },
];

type Window = (typeof windows)[number];

/** `/trending?over=week&page=2`: what rises among the papers of the newest day, of 7 or of 30 days. */
export async function showTrending(site: Site, c: Context): Promise<Response> {
  const over = c.req.query('over') ?? 'day';
  const number = Number(c.req.query('page') ?? '1');
  const window = windows.find(({ name }) => name === over);
  if (!window) return answerBadRequest(site, c, 'Trending papers are listed over a day, a week or a month.');
  if (!Number.isInteger(number) || number < 1 || number > MAX_PAGE) {
    return answerBadRequest(site, c, `The list of trending papers has pages 1 to ${MAX_PAGE}.`);
  }
  const day = await newestListedDay(site.database);
  const trending = day
    ? await listTrending(site.database, { day, windowDays: window.days, limit: number * PAGE_SIZE + 1 })
    : [];
  const shown = trending.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE);
  const hasMore = trending.length > number * PAGE_SIZE && number < MAX_PAGE;
  return answerPage(site, c, {
    title: `Trending over ${window.words}`,
    section: 'trending',
    description: `Research papers trending over ${window.words}.`,
    canonicalPath: addressOf(window, number),
    feedPath: addressOf(window, 1).replace('/trending', '/trending.atom'),
    main: <TrendingList {...{ window, day, shown, number, hasMore }} />,
  });
}

interface TrendingListProps {
  window: Window;
  day: string | undefined;
  shown: TrendingPaper[];
  number: number;
  hasMore: boolean;
}

function TrendingList({ window, day, shown, number, hasMore }: TrendingListProps): VNode {
  return (
    <ListFrame>
      <div class="dateline">
        <h1>Trending</h1>
        <nav class="tabs" aria-label="How far back">
          {windows.map((each) => (
            <a key={each.name} href={addressOf(each, 1)} aria-current={each === window ? 'page' : undefined}>
              {each.name[0]?.toUpperCase()}
              {each.name.slice(1)}
            </a>
          ))}
        </nav>
        {day && (
          <p>
            Among the papers of {window.words}, up to {longDate(day)}.{' '}
            <a href="/about#trending">How this is worked out</a>
          </p>
        )}
      </div>
      {shown.length > 0 ? (
        <PaperList
          papers={shown.map(({ paper }) => paper)}
          reasons={new Map(shown.map(({ paper, reason }) => [paper.id, reason]))}
          days={window.days > 1 ? 'shown' : 'known'}
          level={2}
        />
      ) : (
        <p>
          {number > 1 ? 'The list ends before this page.' : 'No papers yet.'} See the{' '}
          <a href="/">newest papers</a>.
        </p>
      )}
      <nav class="pager" aria-label="Pages of this list">
        {number > 1 && (
          <a rel="prev" href={addressOf(window, number - 1)}>
            Higher up
          </a>
        )}
        {hasMore && (
          <a class="after" rel="next" href={addressOf(window, number + 1)}>
            More papers
          </a>
        )}
      </nav>
    </ListFrame>
  );
}

function addressOf({ name }: Window, number: number): string {
  return withQuery('/trending', {
    over: name === 'day' ? undefined : name,
    page: number === 1 ? undefined : String(number),
  });
}
