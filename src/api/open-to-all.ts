import type { MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import { cors } from 'hono/cors';

/** Pages of any origin may read the answers, and caches may keep the good ones for a minute. */
export function openToAll(): MiddlewareHandler {
  return every(cors({ origin: '*', allowMethods: ['GET'], maxAge: 86_400 }), async (c, next) => {
    await next();
    c.res.headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
    if (c.res.ok && !c.res.headers.has('Cache-Control'))
      c.res.headers.set('Cache-Control', 'public, max-age=60');
  });
}
