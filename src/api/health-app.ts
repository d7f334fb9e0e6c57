import { Hono } from 'hono';
import type { Log } from '../lib/log.ts';
import { hasPapers } from '../papers/paper-store.ts';
import type { Database } from '../storage/database.ts';

export interface HealthDeps {
  database: Database;
  log: Log;
  /** How many bytes the program can still write into its data folder. */
  freeSpaceBytes(): Promise<number>;
}

/** With less than this, SQLite's log of writes may find no room between two checks of a minute. */
const LEAST_SPACE_BYTES = 32 << 20;

/**
 * `/healthz`: the process answers. `/readyz`: and so does its database, and there is room to write; otherwise 503 with a
 * sentence. A full disk is worth an alarm of its own: pages are still read, while subscriptions and mails wait.
 */
export function createHealthApp({ database, log, freeSpaceBytes }: HealthDeps): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    try {
      // Not their number, which is in /metrics: counting a million takes a second where nothing is in memory yet.
      await hasPapers(database);
      const freeBytes = await freeSpaceBytes();
      if (freeBytes >= LEAST_SPACE_BYTES) return c.json({ status: 'ok' });
      log.error('api.disk.full', { free_bytes: freeBytes });
      return c.json({ status: 'unavailable', error: 'The disk of the data folder is full.' }, 503);
    } catch (error) {
      log.error('api.database.unreachable', { error: String(error) });
      return c.json({ status: 'unavailable', error: 'The database does not answer.' }, 503);
    }
  });
  return app;
}
