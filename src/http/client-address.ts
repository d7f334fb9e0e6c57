import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** The IP address at the other end of the connection, for limits; nothing where there is no connection (tests). */
export function clientAddress(c: Context): string | undefined {
  const hasConnection = Boolean((c.env as { incoming?: unknown } | undefined)?.incoming);
  return hasConnection ? getConnInfo(c).remote.address : undefined;
}
