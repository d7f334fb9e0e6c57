import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import { createApiApp } from './api/api-app.ts';
import { createHealthApp } from './api/health-app.ts';
import { createMeApp } from './api/me-app.ts';
import { createDailyPapersApp } from './api/daily-papers-app.ts';
import { createMetricsApp } from './api/metrics-app.ts';
import type { CommandContext } from './cli/command.ts';
import type { DigestContext } from './digests/digest.ts';
import { isReturnAddress } from './digests/bounces/return-address.ts';
import { takeReport } from './digests/bounces/take-report.ts';
import { senderDomain } from './digests/mail-links.ts';
import { openInterestRanker } from './digests/ranking/open-interest-ranker.ts';
import { createFeedsApp } from './feeds/feeds-app.ts';
import { createSite } from './http/create-site.ts';
import { listen } from './http/listen.ts';
import { loadStarterCollection } from './ingest/load-starter-collection.ts';
import { networkSources } from './ingest/network-sources.ts';
import type { IngestContext } from './ingest/run-source.ts';
import { noteSourcesOn } from './ingest/source-overview.ts';
import { startRecurringWork } from './jobs/recurring-work.ts';
import { loadOrCreateSecret } from './lib/instance-secret.ts';
import { deferred } from './lib/deferred.ts';
import { freeSpaceBytes } from './lib/free-space.ts';
import { once } from './lib/once.ts';
import { createTokenSigner } from './lib/signed-token.ts';
import { listRecurringWork } from './list-recurring-work.ts';
import { systemWait, type Wait } from './lib/wait.ts';
import { createDkimSigner, type DkimSigner } from './mail/dkim-signer.ts';
import { createDomainPace } from './mail/domain-pace.ts';
import { listenForReports } from './mail/report-listener.ts';
import { createMcpApp } from './mcp/mcp-app.ts';
import { serveMcpOnStdio } from './mcp/serve-mcp-on-stdio.ts';
import { createOutboxMailer } from './mail/outbox-mailer.ts';
import { createSmtpMailer } from './mail/smtp-mailer.ts';
import { hasPapers } from './papers/paper-store.ts';
import { createEmbeddingsServer } from './search/embedding/embeddings-server.ts';
import { createQueryEmbeddings } from './search/embedding/query-embeddings.ts';
import { createRemoteVectors } from './search/vectors/remote-vectors.ts';
import { loadEmbeddingModel } from './search/embedding/embedding-model.ts';
import { createIndexer, type SegmentSizes } from './search/indexer.ts';
import { keepIndexed } from './search/keep-indexed.ts';
import { openSearch } from './search/open-search.ts';
import { openSearchInWorker } from './search/open-search-in-worker.ts';
import { readIndexRevision } from './search/read-index-revision.ts';
import { createSegmentBuilder } from './search/segments/segment-builder.ts';
import type { Search } from './search/search.ts';
import type { Database } from './storage/database.ts';
import { migrate } from './storage/migrate.ts';
import { openDatabase, placeOf } from './storage/open-database.ts';
import { listTrending } from './trending/list-trending.ts';
import { readCurrentDay } from './trending/stored-lists.ts';
import { createWebApp, postedFromAnywhere } from './web/web-app.tsx';

type Surroundings = Pick<CommandContext, 'config' | 'clock' | 'log' | 'stdout' | 'stderr' | 'signal'> & {
  version: string;
  /** How time passes, where not as on the machine's clock. */
  wait?: Wait;
};

const starterCollection = fileURLToPath(new URL('../starter/papers.jsonl', import.meta.url));
const shippedModel = fileURLToPath(new URL('../models/offprint-words-256.bin', import.meta.url));
const CLOSE_GRACE_MS = 5_000;

/**
 * The composition root: the only file that picks implementations. Opens what a command asks for at first use; `close`
 * closes it in the opposite order.
 */
export function openContext(surroundings: Surroundings): CommandContext & { close(): Promise<void> } {
  const { config, clock, log, signal, version } = surroundings;
  const closers: (() => Promise<void>)[] = [];
  const kept = <Thing>(thing: Thing, close: () => Promise<void>): Thing => {
    closers.push(close);
    return thing;
  };
  const modelPath = config.model === 'none' ? undefined : config.model || shippedModel;
  // The shipped one answers while the papers are encoded with another.
  const modelPaths = modelPath === undefined ? [] : [...new Set([modelPath, shippedModel])];
  const server = config.embeddingsUrl
    ? createEmbeddingsServer(
        { url: config.embeddingsUrl, model: config.embeddingsModel, key: config.embeddingsKey },
        { wait: surroundings.wait ?? systemWait, signal },
      )
    : undefined;
  const queryEmbeddings = server && createQueryEmbeddings(server);
  const outboxDirectory = join(config.dataDir, 'outbox');

  const openMigrated = async (options: { durability: 'full' | 'normal' }) => {
    const database = openDatabase({ address: config.databaseAddress, ...options });
    kept(database, () => database.destroy());
    const applied = await migrate(database, clock).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`the database ${placeOf(config.databaseAddress)} can't be used: ${reason}`, {
        cause: error,
      });
    });
    return { database, applied };
  };
  let isDurableOpen = false;
  const durable = once(() => {
    isDurableOpen = true;
    return openMigrated({ durability: 'full' });
  });
  const repeatable = once(() => openMigrated({ durability: 'normal' }));
  // Where there is a durable connection, it is the only one: SQLite blocks the thread while it waits for a lock, so
  // that of two connections on one thread each could wait for what the other can't end.
  const database: CommandContext['database'] = async ({ durability } = { durability: 'full' }) =>
    (await (durability === 'full' || isDurableOpen ? durable() : repeatable())).database;

  const scratchDatabase: CommandContext['scratchDatabase'] = async (use) => {
    const scratch = openDatabase({ address: ':memory:' });
    try {
      await migrate(scratch, clock);
      return await use(scratch);
    } finally {
      await scratch.destroy();
    }
  };

  const search = once(async () => {
    const opened = openSearch(await database(), { modelPaths, queryEmbeddings });
    return kept(opened, () => opened.close());
  });

  const indexers = async (sizes?: SegmentSizes) => {
    const onRebuild = (): void =>
      log.info('search.index.rebuilding', { reason: 'it was written by another version of the program' });
    const opened = await database({ durability: 'normal' });
    const onFailure = ({ message }: Error): void =>
      log.error('search.embeddings.unavailable', { error: message });
    const remoteVectors = server && createRemoteVectors(opened, server, { onFailure });
    if (remoteVectors) kept(remoteVectors, () => remoteVectors.close());
    const indexer = createIndexer(opened, {
      ...{ clock, remoteVectors, onRebuild },
      builder: createSegmentBuilder({ modelPath }),
      ...sizes,
    });
    return kept(indexer, () => indexer.close());
  };

  const openDkim = async (): Promise<DkimSigner | undefined> => {
    const privateKey = await readFile(config.dkimKeyPath, 'utf8').catch(undefinedWhereMissing);
    return privateKey === undefined
      ? undefined
      : createDkimSigner({ domain: senderDomain(config), privateKey });
  };

  const mailer = once(async () => {
    const opened = config.smtpUrl
      ? createSmtpMailer({ url: config.smtpUrl, clock, dkim: await openDkim() })
      : createOutboxMailer({ directory: outboxDirectory, clock });
    return kept(opened, () => opened.close());
  });

  const embedding = once(async () =>
    modelPath === undefined ? undefined : loadEmbeddingModel(await readFile(modelPath)),
  );

  const digests = once(async (): Promise<DigestContext> => {
    const opened = await database();
    return {
      database: opened,
      mailer: await mailer(),
      clock,
      log,
      signer: createTokenSigner(config.secret || loadOrCreateSecret(config.dataDir)),
      site: config,
      pace: createDomainPace({ mailsPerSecond: config.mailsPerSecond }),
      wait: surroundings.wait ?? systemWait,
      openRanker: async () => openInterestRanker(opened, await embedding()),
      listTrending: (query) => listTrending(opened, query),
    };
  });

  const ingest = once(async () => {
    const opened = await database({ durability: 'normal' });
    const sources = networkSources.filter(({ name }) => config.sources.includes(name));
    await noteSourcesOn(opened, config.sources);
    const contact = config.contact ? `; mailto:${config.contact}` : '';
    const context: IngestContext = {
      ...{ database: opened, clock, log, wait: surroundings.wait ?? systemWait },
      ...{ options: config, categories: { arxiv: config.arxivCategories }, via: config.sourcesVia },
      userAgent: `Offprint/${version} (+${config.baseUrl}${contact})`,
    };
    return { ingest: context, sources };
  });

  const serve: CommandContext['serve'] = async ({ onListening, onStep }) => {
    const opened = await database();
    const indexer = await indexers();
    if (!(await hasPapers(opened))) {
      onStep('Loading the starter collection ...');
      await loadStarterCollection({ database: opened, indexer, clock, path: starterCollection });
    }
    const searchInWorker = openSearchInWorker({
      database: opened,
      databaseAddress: config.databaseAddress,
      modelPaths,
      queryEmbeddings,
      isWarmedUp: true,
    });
    kept(searchInWorker, () => searchInWorker.close());

    const site = deferred<Hono>();
    const server = await listen(async (request) => (await site.promise).fetch(request), config);
    kept(server, () => server.close({ graceMs: CLOSE_GRACE_MS }));
    // Port 0 is known only now, and links must name it.
    const baseUrl = config.baseUrl.endsWith(':0') ? server.address : config.baseUrl;
    const digestContext = { ...(await digests()), site: { ...config, baseUrl } };
    site.resolve(createHttp({ database: opened, search: searchInWorker, digests: digestContext, baseUrl }));

    const { bounceAddress, bounceHost, bouncePort } = config;
    if (bouncePort > 0 && bounceAddress) {
      const reports = await listenForReports({
        ...{ host: bounceHost, port: bouncePort },
        isOurs: (recipient) => isReturnAddress(bounceAddress, recipient),
        onMail: (mail) => takeReport(digestContext, mail),
      });
      kept(reports, () => reports.close());
    }

    const work = listRecurringWork({ digests: digestContext, ...(await ingest()) });
    const recurring = startRecurringWork({ database: opened, clock, log }, work);
    kept(recurring, () => recurring.stop());
    onListening(server.address);
    await keepIndexed(indexer, { signal, log });
  };

  const serveMcp: CommandContext['serveMcp'] = async () =>
    serveMcpOnStdio({
      ...{ database: await database(), search: await search(), clock, log, signal, version },
      baseUrl: config.baseUrl,
    });

  const createHttp = (parts: {
    database: Database;
    search: Search;
    digests: DigestContext;
    baseUrl: string;
  }): Hono => {
    const { baseUrl, digests: subscriptions, ...data } = parts;
    const site = createSite({
      baseUrl,
      log,
      proxies: config.trustedProxies,
      postedFromAnywhere,
      versionOf: () => readDataVersion(data.database),
    });
    site.route('/', createHealthApp({ ...data, log, freeSpaceBytes: () => freeSpaceBytes(config.dataDir) }));
    site.route('/', createMetricsApp({ ...data, clock, token: config.metricsToken }));
    site.route('/', createDailyPapersApp({ ...data, log, baseUrl }));
    if (config.accounts === 'on') site.route('/', createMeApp({ ...data, clock }));
    site.route('/', createApiApp({ ...data, log, baseUrl, version }));
    site.route('/', createMcpApp({ ...data, clock, log, baseUrl, version }));
    site.route('/', createFeedsApp({ ...data, clock, log, baseUrl, accounts: config.accounts }));
    site.route(
      '/',
      createWebApp({ ...data, clock, log, config: { ...config, baseUrl }, subscriptions, outboxDirectory }),
    );
    return site;
  };

  return {
    ...surroundings,
    stdin: () => process.stdin,
    resolver: new Resolver({ timeout: 5_000, tries: 2 }),
    database,
    scratchDatabase,
    modelPath,
    migrateDatabase: async () => (await durable()).applied,
    search,
    indexer: indexers,
    embedding,
    digests,
    ingest,
    serve,
    serveMcp,
    async close() {
      for (const close of closers.reverse()) await close();
    },
  };
}

/** Whatever the pages show of papers and of what is trending changes one of the two. */
async function readDataVersion(database: Database): Promise<string> {
  const refreshed = await readCurrentDay(database);
  return `${await readIndexRevision(database)} ${refreshed?.refreshedAt ?? ''}`;
}

function undefinedWhereMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
