import { Hono, type Context } from 'hono';
import { cors } from 'hono/cors';
import { routePath } from 'hono/route';
import type { Log } from '../lib/log.ts';
import { paperJson, searchResultJson } from '../papers/paper-json.ts';
import { countPapers, findPaperByPublicId } from '../papers/paper-store.ts';
import type { Search, SearchQuery } from '../search/search.ts';
import type { Database } from '../storage/database.ts';

export interface ApiDeps {
  database: Database;
  search: Search;
  log: Log;
}

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
const MAX_QUERY_LENGTH = 1_000;

/** The JSON API, every route on one screen. It answers every address under `/api`, unknown ones too. */
export function createApiApp({ database, search, log }: ApiDeps): Hono {
  const app = new Hono().basePath('/api');

  app.use('*', cors({ origin: '*', allowMethods: ['GET'], maxAge: 86_400 }));
  app.use('*', async (c, next) => {
    await next();
    c.res.headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
    if (c.res.ok) c.res.headers.set('Cache-Control', 'public, max-age=60');
  });

  app.get('/v1/search', async (c) => {
    const query = readQuery(c);
    if ('problem' in query) return answerError(c, 400, query.problem);
    return c.json(searchResultJson(await search.search(query)));
  });

  app.get('/v1/papers/:id{.+}', async (c) => {
    const id = c.req.param('id');
    const paper = await findPaperByPublicId(database, id);
    return paper
      ? c.json(paperJson(paper))
      : answerError(c, 404, `No paper with the identifier ${id} is here.`);
  });

  app.all('*', (c) =>
    answerError(c, 404, 'The API has no such address; it has /api/v1/search and /api/v1/papers/ID.'),
  );
  app.onError((error, c) => {
    log.error('api.request.failed', { route: routePath(c), error: String(error) });
    return answerError(c, 500, 'Something broke on this side. Trying again in a minute may work.');
  });
  return app;
}

/** `/healthz`: the process answers. `/readyz`: and so does its database. */
export function createHealthApp({ database, log }: Pick<ApiDeps, 'database' | 'log'>): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    try {
      return c.json({ status: 'ok', papers: await countPapers(database) });
    } catch (error) {
      log.error('api.database.unreachable', { error: String(error) });
      return c.json({ status: 'unavailable', error: 'The database does not answer.' }, 503);
    }
  });
  return app;
}

function readQuery(c: Context): SearchQuery | { problem: string } {
  const text = c.req.query('q')?.trim() ?? '';
  const limit = c.req.query('limit') ?? String(DEFAULT_LIMIT);
  const cursor = c.req.query('cursor');
  if (!text) return { problem: 'Give words to search for: /api/v1/search?q=...' };
  if (text.length > MAX_QUERY_LENGTH)
    return { problem: `A query has at most ${MAX_QUERY_LENGTH} characters.` };
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > MAX_LIMIT) {
    return { problem: `limit is a whole number from 1 to ${MAX_LIMIT}.` };
  }
  return { text, limit: Number(limit), ...(cursor !== undefined && { cursor }) };
}

function answerError(c: Context, status: 400 | 404 | 500, error: string): Response {
  return c.json({ error }, status);
}
