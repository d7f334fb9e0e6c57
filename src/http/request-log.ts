import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { monotonicMs } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';

/**
 * One line for each answer: method, the route's pattern, status, time. Neither the address of the reader nor the
 * path itself, which may hold a token or what somebody searched for.
 */
export function requestLog(log: Log): MiddlewareHandler {
  return async (c, next) => {
    const startMs = monotonicMs();
    await next();
    log.info('http.request.answered', {
      method: c.req.method,
      route: c.get('cachedRoute') ?? routePath(c),
      status: c.res.status,
      duration_ms: Math.round(monotonicMs() - startMs),
    });
  };
}
