import type { Context } from 'hono';
import type { VNode } from 'preact';
import {
  MAX_TRENDING_PLACES,
  readTrendingListName,
  readTrendingPage,
  trendingListParameters,
  trendingPeriods,
  type TrendingListName,
  type TrendingPage,
} from '../trending/trending-lists.ts';
import { withQuery } from './addresses.ts';
import { categoryName } from './category-names.ts';
import { longDate } from './day-words.ts';
import { answerBadRequest } from './error-pages.tsx';
import { ListFrame } from './list-frame.tsx';
import { answerPage } from './page.tsx';
import { PaperList, type NewestCounts } from './paper-list.tsx';
import { readNewestCounts } from '../trending/read-newest-counts.ts';
import type { Site } from './site.ts';

const PAGE_SIZE = 30;
const MAX_PAGE = MAX_TRENDING_PLACES / PAGE_SIZE;

/** `/trending/cs.CL?over=week&code=yes&page=2`: what rises among the papers of a day, of 7 or 30 days, or of all. */
export async function showTrending(site: Site, c: Context): Promise<Response> {
  const list = readTrendingListName((name) => {
    if (name === 'category') return c.req.param('category');
    return c.req.query(name === 'period' ? 'over' : name);
  });
  if ('problem' in list) return answerBadRequest(site, c, list.problem);
  const number = Number(c.req.query('page') ?? '1');
  if (!Number.isInteger(number) || number < 1 || number > MAX_PAGE) {
    return answerBadRequest(site, c, `The list of trending papers has pages 1 to ${MAX_PAGE}.`);
  }
  const page = await readTrendingPage(site.database, list, {
    start: (number - 1) * PAGE_SIZE,
    end: number * PAGE_SIZE,
  });
  const counts = await readNewestCounts(
    site.database,
    page.papers.map(({ paper }) => paper.id),
  );
  const title = `Trending${fieldWords(list)} over ${list.period.words}`;
  return answerPage(site, c, {
    title: list.day ? `${title}, up to ${longDate(list.day)}` : title,
    section: 'trending',
    description: `Research papers trending${fieldWords(list)} over ${list.period.words}.`,
    canonicalPath: addressOf(list, number),
    feedPath: addressOf({ ...list, day: undefined }).replace(/(?=\?|$)/, '.atom'),
    main: <TrendingList {...{ list, page, number, counts }} />,
  });
}

interface TrendingListProps {
  list: TrendingListName;
  page: TrendingPage;
  number: number;
  counts: NewestCounts;
}

function TrendingList({ list, page: { day, papers, hasMore }, number, counts }: TrendingListProps): VNode {
  return (
    <ListFrame beside={<OtherLists list={list} day={day} papers={papers} />}>
      <div class="dateline">
        <h1>Trending{fieldWords(list)}</h1>
        <nav class="tabs" aria-label="How far back">
          {trendingPeriods.map((period) => (
            <a
              key={period.name}
              href={addressOf({ ...list, period })}
              aria-current={period === list.period ? 'page' : undefined}
            >
              {period.name[0]?.toUpperCase()}
              {period.name.slice(1)}
            </a>
          ))}
        </nav>
        {day && (
          <p>
            {list.day ? 'As it stood: among' : 'Among'} the papers of {list.period.words}, up to{' '}
            {longDate(day)}. <a href="/about/trending">How this is worked out</a>
          </p>
        )}
      </div>
      {papers.length > 0 ? (
        <PaperList
          papers={papers.map(({ paper }) => paper)}
          reasons={new Map(papers.map(({ paper, reason }) => [paper.id, reason]))}
          counts={counts}
          days={list.period.days > 1 ? 'shown' : 'known'}
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
          <a rel="prev" href={addressOf(list, number - 1)}>
            Higher up
          </a>
        )}
        {hasMore && (
          <a class="after" rel="next" href={addressOf(list, number + 1)}>
            More papers
          </a>
        )}
      </nav>
    </ListFrame>
  );
}

/** The list's neighbours: filters, its fields, the days before. */
function OtherLists({
  list,
  day,
  papers,
}: { list: TrendingListName } & Omit<TrendingPage, 'hasMore'>): VNode {
  const fields = [...new Set(papers.flatMap(({ paper }) => paper.categories.slice(0, 1)))].sort();
  const earlier = day && new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
  const isNewest = list.sort === 'newest';
  return (
    <nav class="card facets" aria-label="Other trending lists">
      <h2>Other lists</h2>
      <ul>
        <li>
          <a href={addressOf({ ...list, withCode: !list.withCode })}>
            {list.withCode ? 'With or without code' : 'With code only'}
          </a>
        </li>
        <li>
          <a href={addressOf({ ...list, sort: isNewest ? 'trending' : 'newest' })}>
            {isNewest ? 'Most trending first' : 'Newest first'}
          </a>
        </li>
        {earlier && (
          <li>
            <a href={addressOf({ ...list, day: earlier })}>The day before, as it stood</a>
          </li>
        )}
        {list.day && (
          <li>
            <a href={addressOf({ ...list, day: undefined })}>The newest day</a>
          </li>
        )}
        {list.category && (
          <li>
            <a href={addressOf({ ...list, category: undefined })}>All fields</a>
          </li>
        )}
        {fields
          .filter((category) => category !== list.category)
          .map((category) => (
            <li>
              <a href={addressOf({ ...list, category })}>{categoryName(category) ?? category}</a>
            </li>
          ))}
      </ul>
    </nav>
  );
}

function fieldWords({ category }: { category?: string | undefined }): string {
  return category === undefined ? '' : ` in ${categoryName(category) ?? category}`;
}

type Addressed = Omit<TrendingListName, 'day' | 'category'> & {
  day?: string | undefined;
  category?: string | undefined;
};

function addressOf({ category, day, ...list }: Addressed, number = 1): string {
  return withQuery(category === undefined ? '/trending' : `/trending/${category}`, {
    ...trendingListParameters({ ...list, ...(day !== undefined && { day }) }),
    page: number === 1 ? undefined : String(number),
  });
}
