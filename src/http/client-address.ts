import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** The IP address of who asks, for limits; nothing where there is no connection (tests). */
export function clientAddress(c: Context): string | undefined {
  return c.get('clientAddress') ?? connectionAddress(c);
}

/** The IP address at the other end of the connection: a reader's, or a proxy's. */
export function connectionAddress(c: Context): string | undefined {
  const hasConnection = Boolean((c.env as { incoming?: unknown } | undefined)?.incoming);
  return hasConnection ? getConnInfo(c).remote.address : undefined;
}
