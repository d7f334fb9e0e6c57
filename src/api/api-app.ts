import { Hono, type Context } from 'hono';
import { routePath } from 'hono/route';
import type { Log } from '../lib/log.ts';
import { paperJson } from '../papers/paper-json.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import { readGivenFilters } from '../search/query/given-filters.ts';
import { suggest } from '../search/results/suggest.ts';
import { searchResultJson } from '../search/search-result-json.ts';
import { sortOrders, type Search, type SearchQuery } from '../search/search.ts';
import { findSimilarTo, MAX_SIMILAR_TO } from '../search/similar/find-similar-to.ts';
import type { Database } from '../storage/database.ts';
import { readTrendingListName, readTrendingPage } from '../trending/trending-lists.ts';
import { openApi } from './openapi.ts';
import { openToAll } from './open-to-all.ts';

export interface ApiDeps {
  database: Database;
  search: Search;
  log: Log;
}

/** What the API says of itself. */
export interface ApiIdentity {
  baseUrl: string;
  version: string;
}

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
const SIMILAR = '/similar';
const MAX_QUERY_LENGTH = 10_000;

/** The JSON API, every route on one screen. It answers every address under `/api`, unknown ones too. */
export function createApiApp({ database, search, log, ...identity }: ApiDeps & ApiIdentity): Hono {
  const app = new Hono().basePath('/api');

  app.use('*', openToAll());

  app.get('/openapi.json', (c) => c.json(openApi(identity)));

  app.get('/v1/search', async (c) => {
    const query = readQuery(c);
    if ('problem' in query) return answerError(c, 400, query.problem);
    return c.json(searchResultJson(await search.search(query)));
  });

  app.get('/v1/suggest', async (c) => c.json(await suggest(search, c.req.query('q') ?? '')));

  app.get('/v1/similar', async (c) => {
    const ids = (c.req.queries('ids') ?? []).flatMap((list) => list.split(',')).map((id) => id.trim());
    const asked = ids.filter((id) => id !== '');
    const limit = readLimit(c);
    if (asked.length === 0) return answerError(c, 400, 'Name papers: /api/v1/similar?ids=2310.16390,...');
    if (asked.length > MAX_SIMILAR_TO)
      return answerError(c, 400, `ids names at most ${MAX_SIMILAR_TO} papers.`);
    if (typeof limit !== 'number') return answerError(c, 400, limit.problem);
    const { papers, missing, hits } = await findSimilarTo({ database, search }, asked, limit);
    if (papers.length === 0)
      return answerError(c, 404, `None of these papers is here: ${missing.join(', ')}.`);
    return c.json({ hits: hits.map((hit) => ({ ...hit, paper: paperJson(hit.paper) })), missing });
  });

  app.get('/v1/trending', async (c) => {
    const list = readTrendingListName((name) => c.req.query(name));
    const page = readPlaces(c);
    if ('problem' in list) return answerError(c, 400, list.problem);
    if ('problem' in page) return answerError(c, 400, page.problem);
    const { day = null, papers, hasMore } = await readTrendingPage(database, list, page);
    return c.json({
      day,
      period: list.period.name,
      papers: papers.map(({ paper, ...about }) => ({ ...paperJson(paper), ...about })),
      next: hasMore ? String(page.end) : null,
    });
  });

  app.get('/v1/papers/:id{.+}', async (c) => {
    const id = c.req.param('id');
    const paper = await findPaperByPublicId(database, id);
    if (paper) return c.json(paperJson(paper));
    // An identifier may have slashes itself: one that leads to a paper is not looked into.
    if (id.endsWith(SIMILAR)) return answerSimilar(c, id.slice(0, -SIMILAR.length));
    return answerError(c, 404, `No paper with the identifier ${id} is here.`);
  });

  /** `/v1/papers/ID/similar` */
  async function answerSimilar(c: Context, id: string): Promise<Response> {
    const paper = await findPaperByPublicId(database, id);
    if (!paper) return answerError(c, 404, `No paper with the identifier ${id} is here.`);
    const limit = readLimit(c);
    if (typeof limit !== 'number') return answerError(c, 400, limit.problem);
    const hits = await search.similar({ paperIds: [paper.id], limit });
    return c.json({ hits: hits.map((hit) => ({ ...hit, paper: paperJson(hit.paper) })) });
  }

  app.all('*', (c) =>
    answerError(c, 404, 'The API has no such address; /api/openapi.json describes those it has.'),
  );
  app.onError((error, c) => {
    log.error('api.request.failed', { route: routePath(c), error: String(error) });
    return answerError(c, 500, 'Something broke on this side. Trying again in a minute may work.');
  });
  return app;
}

function readQuery(c: Context): SearchQuery | { problem: string } {
  const text = c.req.query('q')?.trim() ?? '';
  const limit = readLimit(c);
  const cursor = c.req.query('cursor');
  const filters = readGivenFilters((name) => c.req.query(name));
  if (!text && Object.keys(filters).length === 0)
    return { problem: 'Give words to search for: /api/v1/search?q=...' };
  if (text.length > MAX_QUERY_LENGTH)
    return { problem: `A query has at most ${MAX_QUERY_LENGTH} characters.` };
  if (typeof limit !== 'number') return limit;
  const sort = sortOrders.find((order) => order === (c.req.query('sort') ?? 'relevance'));
  if (!sort) return { problem: `sort is one of ${sortOrders.join(', ')}.` };
  return {
    ...{ text, filters, sort, limit },
    facets: c.req.query('facets') === '1',
    explain: c.req.query('explain') === '1',
    related: c.req.query('related') === '1',
    asTyped: c.req.query('spelling') === 'typed',
    ...(cursor !== undefined && { cursor }),
  };
}

function readPlaces(c: Context): { start: number; end: number } | { problem: string } {
  const [limit, cursor] = [readLimit(c), c.req.query('cursor') ?? '0'];
  if (typeof limit !== 'number') return limit;
  if (!/^\d{1,3}$/.test(cursor)) return { problem: 'cursor is what an answer gave as next.' };
  return { start: Number(cursor), end: Number(cursor) + limit };
}

function readLimit(c: Context): number | { problem: string } {
  const limit = c.req.query('limit') ?? String(DEFAULT_LIMIT);
  const isRight = /^\d{1,3}$/.test(limit) && Number(limit) >= 1 && Number(limit) <= MAX_LIMIT;
  return isRight ? Number(limit) : { problem: `limit is a whole number from 1 to ${MAX_LIMIT}.` };
}

function answerError(c: Context, status: 400 | 404 | 500, error: string): Response {
  return c.json({ error }, status);
}
