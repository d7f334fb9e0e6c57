import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import { createApiApp, createHealthApp } from './api/api-app.ts';
import type { CommandContext } from './cli/command.ts';
import { dailyDigest } from './digests/daily-digest.ts';
import type { DigestContext } from './digests/digest.ts';
import { createFeedsApp } from './feeds/feeds-app.ts';
import { createSite } from './http/create-site.ts';
import { listen } from './http/listen.ts';
import { loadStarterCollection } from './ingest/load-starter-collection.ts';
import { startRecurringWork } from './jobs/recurring-work.ts';
import { loadOrCreateSecret } from './lib/instance-secret.ts';
import { deferred } from './lib/deferred.ts';
import { once } from './lib/once.ts';
import { createTokenSigner } from './lib/signed-token.ts';
import { createOutboxMailer } from './mail/outbox-mailer.ts';
import { createSmtpMailer } from './mail/smtp-mailer.ts';
import { countPapers } from './papers/paper-store.ts';
import { createIndexer } from './search/indexer.ts';
import { keepIndexed } from './search/keep-indexed.ts';
import { openSearch } from './search/open-search.ts';
import { openSearchInWorker } from './search/open-search-in-worker.ts';
import type { Search } from './search/search.ts';
import type { Database } from './storage/database.ts';
import { migrate } from './storage/migrate.ts';
import { openDatabase } from './storage/open-database.ts';
import { listTrending } from './trending/list-trending.ts';
import { createWebApp, postedFromAnywhere } from './web/web-app.tsx';

type Surroundings = Pick<CommandContext, 'config' | 'clock' | 'log' | 'stdout' | 'stderr' | 'signal'>;

const starterCollection = fileURLToPath(new URL('../starter/papers.jsonl', import.meta.url));
const CLOSE_GRACE_MS = 5_000;

/**
 * The composition root: the only file that picks implementations. Opens what a command asks for at first use; `close`
 * closes it in the opposite order.
 */
export function openContext(surroundings: Surroundings): CommandContext & { close(): Promise<void> } {
  const { config, clock, log, signal } = surroundings;
  const closers: (() => Promise<void>)[] = [];
  const kept = <Thing>(thing: Thing, close: () => Promise<void>): Thing => {
    closers.push(close);
    return thing;
  };
  const outboxDirectory = join(config.dataDir, 'outbox');

  const openMigrated = async (options: { durability: 'full' | 'normal' }) => {
    const database = openDatabase({ address: config.databaseAddress, ...options });
    kept(database, () => database.destroy());
    return { database, applied: await migrate(database, clock) };
  };
  const durable = once(() => openMigrated({ durability: 'full' }));
  const repeatable = once(() => openMigrated({ durability: 'normal' }));
  const database: CommandContext['database'] = async ({ durability } = { durability: 'full' }) =>
    (await (durability === 'full' ? durable() : repeatable())).database;

  const search = once(async () => {
    const opened = openSearch(await database());
    return kept(opened, () => opened.close());
  });

  const indexers = async (options?: { minPapers: number }) => {
    const indexer = createIndexer(await database({ durability: 'normal' }), { clock, ...options });
    return kept(indexer, () => indexer.close());
  };

  const mailer = once(async () => {
    const opened = config.smtpUrl
      ? createSmtpMailer({ url: config.smtpUrl, clock })
      : createOutboxMailer({ directory: outboxDirectory, clock });
    return kept(opened, () => opened.close());
  });

  const digests = once(async (): Promise<DigestContext> => {
    const opened = await database();
    return {
      database: opened,
      mailer: await mailer(),
      clock,
      log,
      signer: createTokenSigner(config.secret || loadOrCreateSecret(config.dataDir)),
      site: config,
      listTrending: ({ day, limit }) => listTrending(opened, { day, windowDays: 1, limit }),
    };
  });

  const serve: CommandContext['serve'] = async ({ onListening, onStep }) => {
    const opened = await database();
    const indexer = await indexers();
    if ((await countPapers(opened)) === 0) {
      onStep('Loading the starter collection ...');
      await loadStarterCollection({ database: opened, indexer, clock, path: starterCollection });
    }
    const searchInWorker = openSearchInWorker({ database: opened, databaseAddress: config.databaseAddress });
    kept(searchInWorker, () => searchInWorker.close());

    const site = deferred<Hono>();
    const server = await listen(async (request) => (await site.promise).fetch(request), config);
    kept(server, () => server.close({ graceMs: CLOSE_GRACE_MS }));
    // Port 0 is known only now, and links must name it.
    const baseUrl = config.baseUrl.endsWith(':0') ? server.address : config.baseUrl;
    const digestContext = { ...(await digests()), site: { ...config, baseUrl } };
    site.resolve(createHttp({ database: opened, search: searchInWorker, digests: digestContext, baseUrl }));

    const recurring = startRecurringWork({ work: [dailyDigest(digestContext)], log });
    kept(recurring, () => recurring.stop());
    onListening(server.address);
    await keepIndexed(indexer, { signal, log });
  };

  const createHttp = (parts: {
    database: Database;
    search: Search;
    digests: DigestContext;
    baseUrl: string;
  }): Hono => {
    const { baseUrl, digests: subscriptions, ...data } = parts;
    const site = createSite({ baseUrl, log, postedFromAnywhere });
    site.route('/', createHealthApp({ ...data, log }));
    site.route('/', createApiApp({ ...data, log }));
    site.route('/', createFeedsApp({ ...data, log, baseUrl }));
    site.route(
      '/',
      createWebApp({ ...data, clock, log, config: { ...config, baseUrl }, subscriptions, outboxDirectory }),
    );
    return site;
  };

  return {
    ...surroundings,
    database,
    migrateDatabase: async () => (await durable()).applied,
    search,
    indexer: indexers,
    digests,
    serve,
    async close() {
      for (const close of closers.reverse()) await close();
    },
  };
}
