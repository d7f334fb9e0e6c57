import { Hono, type Context } from 'hono';
import type { Person } from '../accounts/account.ts';
import { findApiToken, type ApiAccess } from '../accounts/api-tokens.ts';
import { listCollections } from '../accounts/collections.ts';
import { listSavedPapers, type SavedPapersQuery } from '../accounts/list-saved-papers.ts';
import { isRowCursor } from '../accounts/row-cursor.ts';
import { savePaper, unsavePaper, type SavingChange } from '../accounts/saved-papers.ts';
import { takeUpvoteBack, upvotePaper } from '../accounts/upvotes.ts';
import type { Clock } from '../lib/clock.ts';
import { paperJson } from '../papers/paper-json.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import type { Paper } from '../papers/paper.ts';
import type { Database } from '../storage/database.ts';

interface MeDeps {
  database: Database;
  clock: Clock;
}

type MeContext = Context<{ Variables: { bearer: { person: Person; access: ApiAccess } } }>;

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/**
 * What a person's own programs may do, every route on one screen. Proved by an API token alone: a session's cookie is
 * not looked at, so no page of another site can abuse it. Mount it before the rest of the API.
 */
export function createMeApp({ database, clock }: MeDeps) {
  const app = new Hono<{ Variables: { bearer: { person: Person; access: ApiAccess } } }>().basePath(
    '/api/v1/me',
  );

  app.use('*', async (c, next) => {
    c.header('Cache-Control', 'no-store');
    const token = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
    const bearer = token === undefined ? undefined : await findApiToken({ database, clock }, token);
    if (!bearer) {
      c.header('WWW-Authenticate', 'Bearer');
      return c.json({ error: 'This needs an API token, which your account page makes.' }, 401);
    }
    if (bearer.access === 'read' && c.req.method !== 'GET') {
      return c.json({ error: 'This token may only read.' }, 403);
    }
    c.set('bearer', bearer);
    return next();
  });

  app.get('/library', async (c) => {
    const [state, limit, cursor] = [c.req.query('state'), readLimit(c), c.req.query('cursor')];
    if (state !== undefined && state !== 'to-read' && state !== 'read')
      return c.json({ error: 'state is to-read or read.' }, 400);
    if (limit === undefined) return c.json({ error: `limit is a whole number from 1 to ${MAX_LIMIT}.` }, 400);
    if (cursor !== undefined && !isRowCursor(cursor))
      return c.json({ error: 'cursor is what an answer gave as next.' }, 400);
    const query: SavedPapersQuery = {
      limit,
      ...(state && { state }),
      ...(cursor !== undefined && { cursor }),
    };
    const { papers, next } = await listSavedPapers(database, personOf(c).id, query);
    return c.json({
      papers: papers.map(({ paper, ...saving }) => ({ ...paperJson(paper), ...saving })),
      next,
    });
  });

  app.get('/collections', async (c) => {
    const collections = await listCollections(database, personOf(c).id);
    return c.json({
      collections: collections.map(({ publicId, name, isPublic, paperCount }) => ({
        ...{ id: publicId, name, isPublic, paperCount },
      })),
    });
  });

  app.put('/library/:id{.+}', (c) =>
    forPaper(c, async (person, paper) => {
      const refused = await savePaper({ database, clock }, person.id, paper.id, await readChange(c));
      return refused ? c.json({ error: refused.problem }, 400) : c.body(null, 204);
    }),
  );
  app.delete('/library/:id{.+}', (c) =>
    forPaper(c, async (person, paper) => {
      await unsavePaper({ database }, person.id, paper.id);
      return c.body(null, 204);
    }),
  );
  app.put('/upvotes/:id{.+}', (c) =>
    forPaper(c, async (person, paper) => {
      await upvotePaper({ database, clock }, person.id, paper.id);
      return c.body(null, 204);
    }),
  );
  app.delete('/upvotes/:id{.+}', (c) =>
    forPaper(c, async (person, paper) => {
      await takeUpvoteBack(database, person.id, paper.id);
      return c.body(null, 204);
    }),
  );

  async function forPaper(
    c: MeContext,
    answer: (person: Person, paper: Paper) => Promise<Response>,
  ): Promise<Response> {
    const id = c.req.param('id') ?? '';
    const paper = await findPaperByPublicId(database, id);
    if (!paper) return c.json({ error: `No paper with the identifier ${id} is here.` }, 404);
    return answer(personOf(c), paper);
  }

  return app;
}

function personOf(c: MeContext): Person {
  return c.get('bearer').person;
}

function readLimit(c: Context): number | undefined {
  const text = c.req.query('limit') ?? String(DEFAULT_LIMIT);
  const limit = Number(text);
  return /^\d{1,3}$/.test(text) && limit >= 1 && limit <= MAX_LIMIT ? limit : undefined;
}

/** `{"read": true, "note": "..."}`, both optional, as is the body. */
async function readChange(c: Context): Promise<SavingChange> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const { read, note } = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return {
    ...(typeof read === 'boolean' && { isRead: read }),
    ...(typeof note === 'string' && { note }),
  };
}
