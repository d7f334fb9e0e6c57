import { Hono, type Context } from 'hono';
import { periodOf, type Period, type PeriodKind } from '../lib/iso-period.ts';
import { isListCursor } from '../papers/list-cursor.ts';
import { listPapersListedOn } from '../papers/listed-papers.ts';
import { paperMarkdown } from '../papers/paper-markdown.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import type { Paper } from '../papers/paper.ts';
import { readNewestCounts } from '../trending/read-newest-counts.ts';
import { MAX_TRENDING_PLACES, readTrendingListName, readTrendingPage } from '../trending/trending-lists.ts';
import type { ApiDeps } from './api-app.ts';
import { dailyPaper, dailyPaperItem, type DailyPaperItem } from './daily-paper-json.ts';
import { highlight } from './highlight.ts';
import { openToAll } from './open-to-all.ts';

const MAX_LIST = 100;
const MAX_FOUND = 120;
const MAX_QUERY_LENGTH = 250;
/** Beyond it lists are walked by cursor: `/api/papers`. */
const MAX_SKIPPED = 10_000;
const EVER: Period = { from: '1000', to: '9999' };

export interface DailyPapersDeps extends ApiDeps {
  baseUrl: string;
}

/**
 * Hugging Face's paper endpoints by their addresses and shapes, so that programs made for them work with this site by
 * changing the base address: lists, search, one paper, its text as Markdown. Mount it before the API.
 */
export function createDailyPapersApp({ database, search, baseUrl }: DailyPapersDeps): Hono {
  const app = new Hono();
  for (const path of ['/api/daily_papers', '/api/papers/*', '/papers/:file{.+\\.md}'])
    app.use(path, openToAll());

  app.get('/api/daily_papers', async (c) => {
    const [limit, p] = [readCount(c, 'limit', 50, MAX_LIST), readCount(c, 'p', 0, MAX_SKIPPED)];
    const asked = readPeriod(c);
    const sort = c.req.query('sort') ?? 'publishedAt';
    if (typeof limit !== 'number' || limit === 0) return answerBad(c, `limit is 1 to ${MAX_LIST}.`);
    if (typeof p !== 'number' || p * limit > MAX_SKIPPED) return answerBad(c, 'p counts pages from 0.');
    if (!asked) return answerBad(c, 'date is as 2026-08-20, week as 2026-W34, month as 2026-08.');
    if (sort !== 'publishedAt' && sort !== 'trending')
      return answerBad(c, 'sort is publishedAt or trending.');
    // Nobody submits papers here.
    if (c.req.query('submitter')) return c.json([]);
    const places = { start: p * limit, end: (p + 1) * limit };
    const { papers, hasMore } =
      sort === 'trending' ? await listTrendingItems(asked, places) : await listNewest(asked, places);
    if (hasMore) c.header('Link', nextLink(c, { p: String(p + 1) }));
    return c.json(await itemsOf(papers));
  });

  app.get('/api/papers', async (c) => {
    const [limit, cursor] = [readCount(c, 'limit', 50, MAX_LIST), c.req.query('cursor')];
    if (typeof limit !== 'number' || limit === 0) return answerBad(c, `limit is 1 to ${MAX_LIST}.`);
    if (cursor !== undefined && !isListCursor(cursor))
      return answerBad(c, 'cursor is what the Link of an answer gave.');
    const { papers, next } = await listPapersListedOn(database, {
      ...EVER,
      limit,
      ...(cursor !== undefined && { cursor }),
    });
    if (next !== null) c.header('Link', nextLink(c, { cursor: next }));
    return c.json(await itemsOf(papers));
  });

  app.get('/api/papers/search', async (c) => {
    const [q, limit] = [c.req.query('q')?.trim() ?? '', readCount(c, 'limit', 20, MAX_FOUND)];
    if (!q || q.length > MAX_QUERY_LENGTH) return answerBad(c, `q is 1 to ${MAX_QUERY_LENGTH} characters.`);
    if (typeof limit !== 'number' || limit === 0) return answerBad(c, `limit is 1 to ${MAX_FOUND}.`);
    const { hits } = await search.search({ text: q, limit });
    const items = await itemsOf(hits.map(({ paper }) => paper));
    return c.json(
      hits.map(({ paper, marks }, index) => ({
        ...items[index]!,
        upvoted: false,
        highlightedTitle: highlight(paper.title, marks.title),
        highlightedSummary: highlight(paper.abstract, marks.abstract),
      })),
    );
  });

  app.get('/api/papers/:id{.+}', async (c) => {
    const paper = await findPaperByPublicId(database, c.req.param('id'));
    if (!paper) return c.json({ error: 'Paper not found' }, 404);
    const counts = (await readNewestCounts(database, [paper.id])).get(paper.id);
    return c.json({
      ...dailyPaper(paper, counts),
      ...(c.req.query('field') === 'comments' && { comments: [] }),
    });
  });

  app.get('/papers/:file{.+\\.md}', async (c, next) => {
    const paper = await findPaperByPublicId(database, c.req.param('file').slice(0, -'.md'.length));
    if (!paper) return next();
    c.header('Cache-Control', 'public, max-age=900');
    return c.body(`${paperMarkdown(paper, baseUrl)}\n`, 200, {
      'Content-Type': 'text/markdown; charset=utf-8',
    });
  });

  async function listNewest(
    { period }: AskedPeriod,
    { start, end }: Places,
  ): Promise<{ papers: Paper[]; hasMore: boolean }> {
    const query = { ...(period ?? EVER), limit: end - start, skip: start };
    const { papers, next } = await listPapersListedOn(database, query);
    return { papers, hasMore: next !== null };
  }

  async function listTrendingItems(
    { kind, period }: AskedPeriod,
    { start, end }: Places,
  ): Promise<{ papers: Paper[]; hasMore: boolean }> {
    const list = readTrendingListName((name) => {
      if (name === 'period') return kind ?? 'week';
      return name === 'day' && period ? lastDayOf(period) : undefined;
    });
    if ('problem' in list || start >= MAX_TRENDING_PLACES) return { papers: [], hasMore: false };
    const { papers, hasMore } = await readTrendingPage(database, list, { start, end });
    return { papers: papers.map(({ paper }) => paper), hasMore };
  }

  async function itemsOf(papers: readonly Paper[]): Promise<DailyPaperItem[]> {
    const counts = await readNewestCounts(
      database,
      papers.map(({ id }) => id),
    );
    return papers.map((paper) => dailyPaperItem(paper, counts.get(paper.id)));
  }

  return app;
}

interface Places {
  start: number;
  end: number;
}

/** Both undefined: all there is. */
interface AskedPeriod {
  kind?: PeriodKind;
  period?: Period;
}

/** Undefined where the calendar has no such period. */
function readPeriod(c: Context): AskedPeriod | undefined {
  for (const [parameter, kind] of [
    ['date', 'day'],
    ['week', 'week'],
    ['month', 'month'],
  ] as const) {
    const name = c.req.query(parameter);
    if (name === undefined) continue;
    const period = periodOf(kind, name);
    return period && { kind, period };
  }
  return {};
}

function lastDayOf({ to }: Period): string {
  return new Date(Date.parse(to) - 86_400_000).toISOString().slice(0, 10);
}

function readCount(c: Context, name: string, usual: number, most: number): number | undefined {
  const text = c.req.query(name) ?? String(usual);
  return /^\d{1,5}$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}

/** RFC 8288. Relative, as the service has it. */
function nextLink(c: Context, changed: { [name: string]: string }): string {
  const url = new URL(c.req.url);
  for (const [name, value] of Object.entries(changed)) url.searchParams.set(name, value);
  return `<${url.pathname}${url.search}>; rel="next"`;
}

function answerBad(c: Context, error: string): Response {
  return c.json({ error }, 400);
}
