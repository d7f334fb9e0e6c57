import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import { createApiApp } from '../../src/api/api-app.ts';
import { createHealthApp } from '../../src/api/health-app.ts';
import { createMeApp } from '../../src/api/me-app.ts';
import { createDailyPapersApp } from '../../src/api/daily-papers-app.ts';
import { createFeedsApp } from '../../src/feeds/feeds-app.ts';
import { createSite } from '../../src/http/create-site.ts';
import { freeSpaceBytes } from '../../src/lib/free-space.ts';
import { fixedClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { createTokenSigner, type TokenSigner } from '../../src/lib/signed-token.ts';
import { createMcpApp } from '../../src/mcp/mcp-app.ts';
import type { Mailer, MailMessage } from '../../src/mail/mailer.ts';
import { createOutboxMailer } from '../../src/mail/outbox-mailer.ts';
import type { PaperRecord } from '../../src/papers/paper.ts';
import { saveRecords } from '../../src/papers/save-records.ts';
import { createIndexer } from '../../src/search/indexer.ts';
import { openSearch } from '../../src/search/open-search.ts';
import type { Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { createWebApp, postedFromAnywhere } from '../../src/web/web-app.tsx';

export interface TestSite {
  app: Hono;
  database: Database;
  clock: ReturnType<typeof fixedClock>;
  /** Of the links in mails. */
  signer: TokenSigner;
  /** What was submitted, oldest first. */
  mails: MailMessage[];
  /** Resolves when all of them lie in the outbox. */
  mailsWritten(): Promise<unknown>;
  /** What was logged, one JSON object each. */
  logLines: string[];
  get(path: string, init?: RequestInit): Promise<Response>;
  /** The page at a path, as text. */
  html(path: string): Promise<string>;
  post(
    path: string,
    form: { [name: string]: string },
    headers?: { [name: string]: string },
  ): Promise<Response>;
}

export interface TestSiteOptions {
  records?: PaperRecord[];
  mode?: 'production' | 'development';
  baseUrl?: string;
  accounts?: 'on' | 'off';
}

/** The whole site over a fresh database in memory that holds the records, searchable; it goes with the test. */
export async function openSite(options: TestSiteOptions = {}): Promise<TestSite> {
  const { records = [], mode = 'production', baseUrl = 'http://papers.test', accounts = 'on' } = options;
  const clock = fixedClock('2026-08-21T10:00:00Z');
  const database = openDatabase({ address: ':memory:' });
  onTestFinished(() => database.destroy());
  await migrate(database, clock);
  await saveRecords(database, records, { savedAt: clock.now().toISOString() });
  if (records.length > 0) await indexAll(database, clock);
  const search = openSearch(database);
  onTestFinished(() => search.close());

  const mails: MailMessage[] = [];
  const written: Promise<unknown>[] = [];
  const logLines: string[] = [];
  const log = createLog(
    (line) => logLines.push(line),
    () => clock.now(),
  );
  const outboxDirectory = mkdtempSync(join(tmpdir(), 'offprint-outbox-'));
  onTestFinished(async () => {
    await Promise.allSettled(written);
    // Some mails are written behind the answer, and one may begin only now.
    rmSync(outboxDirectory, { recursive: true, force: true, maxRetries: 10 });
  });
  const outbox = createOutboxMailer({ directory: outboxDirectory, clock });
  const mailer: Mailer = {
    submit(message) {
      mails.push(message);
      const submitted = outbox.submit(message);
      written.push(submitted);
      return submitted;
    },
    close: () => outbox.close(),
  };
  const signer = createTokenSigner('a secret that only this test knows');
  const subscriptions = {
    ...{ database, mailer, clock, log },
    signer,
    site: { baseUrl, mailFrom: 'Offprint <papers@papers.test>' },
  };

  const app = createSite({ baseUrl, log, postedFromAnywhere, keptMs: 0 });
  app.route('/', createHealthApp({ database, log, freeSpaceBytes: () => freeSpaceBytes(tmpdir()) }));
  app.route('/', createDailyPapersApp({ database, search, log, baseUrl }));
  if (accounts === 'on') app.route('/', createMeApp({ database, clock }));
  app.route('/', createApiApp({ database, search, log, baseUrl, version: 'test' }));
  app.route('/', createMcpApp({ database, search, clock, log, baseUrl, version: 'test' }));
  app.route('/', createFeedsApp({ database, search, clock, log, baseUrl, accounts }));
  const config = { baseUrl, mode, accounts };
  app.route('/', createWebApp({ database, search, clock, log, config, subscriptions, outboxDirectory }));

  const get = async (path: string, init?: RequestInit): Promise<Response> => app.request(path, init);
  return {
    ...{ app, database, clock, signer, mails, logLines, get },
    mailsWritten: () => Promise.all(written),
    html: async (path) => (await get(path)).text(),
    post: async (path, form, headers = {}) =>
      app.request(path, { method: 'POST', body: new URLSearchParams(form), headers }),
  };
}

async function indexAll(database: Database, clock: TestSite['clock']): Promise<void> {
  const indexer = createIndexer(database, { clock });
  await indexer.finish();
  await indexer.close();
}
