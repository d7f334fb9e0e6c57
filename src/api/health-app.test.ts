import { expect, test } from 'vitest';
import { openSite } from '../../test/support/open-site.ts';
import { createLog } from '../lib/log.ts';
import { createHealthApp } from './health-app.ts';

test('health says that the process answers, readiness that its database does', async () => {
  const site = await openSite();
  expect(await (await site.get('/healthz')).json()).toEqual({ status: 'ok' });
  expect((await site.get('/readyz')).status).toBe(200);
  await site.database.schema.dropTable('papers').execute();
  expect((await site.get('/healthz')).status).toBe(200);
  expect((await site.get('/readyz')).status).toBe(503);
});

test('a full disk is no readiness, until there is room again', async () => {
  const { database, clock } = await openSite();
  let freeBytes = 4096;
  const log = createLog(
    () => undefined,
    () => clock.now(),
  );
  const app = createHealthApp({ database, log, freeSpaceBytes: () => Promise.resolve(freeBytes) });
  const full = await app.request('/readyz');
  expect(full.status).toBe(503);
  expect(await full.json()).toEqual({ status: 'unavailable', error: 'The disk of the data folder is full.' });
  expect((await app.request('/healthz')).status).toBe(200);
  freeBytes = 1 << 30;
  expect(await (await app.request('/readyz')).json()).toEqual({ status: 'ok' });
});
