import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { onTestFinished } from 'vitest';
import { openSite, type TestSite, type TestSiteOptions } from './open-site.ts';

/** Serves a site with papers on a free port of loopback until the test ends. */
export async function serveSite(options: TestSiteOptions): Promise<{ site: TestSite; address: string }> {
  const site = await openSite(options);
  const server = serve({ fetch: site.app.fetch, hostname: '127.0.0.1', port: 0 });
  onTestFinished(() => new Promise<void>((closed) => server.close(() => closed())));
  await once(server, 'listening');
  return { site, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
