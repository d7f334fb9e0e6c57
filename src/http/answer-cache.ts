import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { monotonicMs } from '../lib/clock.ts';
import { replaceAnswer, takesGzip } from './packed-answers.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** The route whose kept answer was given again, for the request log. */
    cachedRoute?: string;
  }
}

export interface AnswerCacheOptions {
  /** So long an answer is given again at most, and never longer than it allows itself (`max-age`); 0 keeps nothing. */
  keptMs: number;
  /** Another text once the site's data is another: then nothing is given again. Asked every {@link VERSION_MS}. */
  versionOf?: () => Promise<string>;
  maxBytes?: number;
  /** Milliseconds from an arbitrary start. */
  nowMs?: () => number;
}

interface KeptAnswer {
  route: string;
  headers: { [name: string]: string };
  /** Not an ArrayBuffer: only of these the server makes no stream before it sends them. */
  body: Uint8Array<ArrayBuffer>;
  untilMs: number;
}

/** What changed is on the pages so soon; shorter than a reader takes to notice. */
export const VERSION_MS = 2_000;

/** Larger answers are streams and exports; nobody asks for them by the hundred. */
const MAX_ANSWER_BYTES = 1 << 20;

/**
 * Keeps each public answer for a moment, packed as it was sent, so that a crowd or a crawler at one address costs one
 * rendering; those who ask while it is being made wait for it. Mount it outside of what packs and marks answers.
 */
export function answerCache({
  keptMs,
  versionOf,
  maxBytes = 32 << 20,
  nowMs = monotonicMs,
}: AnswerCacheOptions): MiddlewareHandler {
  const kept = new Map<string, KeptAnswer>();
  const inTheMaking = new Map<string, Promise<void>>();
  let keptBytes = 0;

  let version = '';
  let askedMs = Number.NEGATIVE_INFINITY;

  /** One request in a while asks; where the data doesn't answer, old answers are better than none. */
  async function forgetOutdated(ask: () => Promise<string>): Promise<void> {
    if (nowMs() - askedMs < VERSION_MS) return;
    askedMs = nowMs();
    const now = await ask().catch(() => version);
    if (now === version) return;
    version = now;
    kept.clear();
    keptBytes = 0;
  }

  function find(key: string): KeptAnswer | undefined {
    const answer = kept.get(key);
    if (answer && answer.untilMs <= nowMs()) forget(key, answer);
    return kept.get(key);
  }

  function keep(key: string, answer: KeptAnswer): void {
    const earlier = kept.get(key);
    if (earlier) forget(key, earlier);
    kept.set(key, answer);
    keptBytes += answer.body.byteLength;
    // A map is in the order of insertion, so the oldest goes first.
    for (const [oldest, { body }] of kept) {
      if (keptBytes <= maxBytes) break;
      forget(oldest, { body });
    }
  }

  function forget(key: string, { body }: Pick<KeptAnswer, 'body'>): void {
    kept.delete(key);
    keptBytes -= body.byteLength;
  }

  return async (c, next) => {
    if (keptMs <= 0 || !isSharable(c)) return next();
    if (versionOf) await forgetOutdated(versionOf);
    const key = `${takesGzip(c) ? 'gzip' : 'plain'} ${c.req.url}`;
    // Not awaited where there is none: all of a crowd would pass in the same turn.
    const making = inTheMaking.get(key);
    if (making) await making;
    const answer = find(key);
    if (answer) {
      c.set('cachedRoute', answer.route);
      return answerAgain(c, answer);
    }
    const versionBefore = version;
    let done = (): void => {};
    inTheMaking.set(key, new Promise((resolve) => (done = resolve)));
    try {
      await next();
      if (isKeepable(c.res)) {
        const body = new Uint8Array(await c.res.arrayBuffer());
        const maxAge = maxAgeMs(c.res.headers);
        const headers = Object.fromEntries(c.res.headers);
        const fresh = {
          route: routePath(c),
          headers,
          body,
          untilMs: nowMs() + Math.min(keptMs, maxAge),
        };
        // Made from what was there before, it may already be outdated.
        const isCurrent = versionBefore === version;
        if (isCurrent && body.byteLength <= MAX_ANSWER_BYTES) keep(key, fresh);
        replaceAnswer(c, new Response(body, { headers }));
      }
    } finally {
      inTheMaking.delete(key);
      done();
    }
  };
}

/** Whoever shows who they are may get an answer of their own. */
function isSharable(c: Context): boolean {
  return c.req.method === 'GET' && !c.req.header('Cookie') && !c.req.header('Authorization');
}

function isKeepable({ status, headers, body }: Response): boolean {
  return (
    status === 200 &&
    body !== null &&
    /^public\b/.test(headers.get('Cache-Control') ?? '') &&
    !headers.has('Set-Cookie') &&
    !headers.has('Content-Disposition')
  );
}

function maxAgeMs(headers: Headers): number {
  return 1_000 * Number(/\bmax-age=(\d+)/.exec(headers.get('Cache-Control') ?? '')?.[1] ?? 0);
}

/** RFC 9110, 13.1.2: `If-None-Match` compares weakly, and a 304 bears the headers of the 200 but those of a body. */
function answerAgain(c: Context, { headers, body }: KeptAnswer): Response {
  const tag = headers.etag?.replace(/^W\//, '');
  const asked = c.req.header('If-None-Match');
  const isKnown =
    tag !== undefined && asked?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
  if (!isKnown) return new Response(body, { headers });
  const withoutBody = Object.entries(headers).filter(([name]) => !ofBody.has(name));
  return new Response(null, { status: 304, headers: Object.fromEntries(withoutBody) });
}

const ofBody = new Set(['content-type', 'content-length', 'content-encoding']);
