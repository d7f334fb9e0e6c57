/**
 * How fast a harvest over OAI-PMH becomes searchable papers, when the server is instant and nobody waits. The files hold
 * paper lines; the server runs in a process of its own; the variable is as bin/offprint sets it.
 *
 *     MALLOC_ARENA_MAX=2 npx tsx bench/ingest/harvest.ts FILE.jsonl.gz ...
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runSource } from '../../src/ingest/run-source.ts';
import { monotonicMs, systemClock } from '../../src/lib/clock.ts';
import { keepHeapSmall } from '../../src/lib/keep-heap-small.ts';
import { createLog } from '../../src/lib/log.ts';
import { countPapers } from '../../src/papers/paper-store.ts';
import { createIndexer, forManyPapers } from '../../src/search/indexer.ts';
import { createSegmentBuilder } from '../../src/search/segments/segment-builder.ts';
import { arxivSource } from '../../src/sources/arxiv/arxiv-source.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';

keepHeapSmall();

const files = process.argv.slice(2).map((file) => resolve(file));
if (files.length === 0) throw new Error('usage: npx tsx bench/ingest/harvest.ts FILE.jsonl.gz ...');

const folder = mkdtempSync(join(tmpdir(), 'offprint-harvest-'));
const server = spawn(
  process.execPath,
  [
    '--import',
    'tsx',
    resolve(import.meta.dirname, '../../test/support/simulator/run-simulator.ts'),
    ...files,
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
try {
  const [started] = (await once(server.stdout, 'data')) as [Buffer];
  const [via = '', paperCount = '0'] = started.toString().trim().split(' ');
  await harvest(via, Number(paperCount));
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}

async function harvest(via: string, expectedCount: number): Promise<void> {
  const address = join(folder, 'offprint.db');
  const database = openDatabase({ address, durability: 'normal' });
  await migrate(database, systemClock);
  const indexer = createIndexer(database, {
    ...{ clock: systemClock, ...forManyPapers },
    builder: createSegmentBuilder({
      modelPath: resolve(import.meta.dirname, '../../models/offprint-words-256.bin'),
    }),
  });
  const { user, system } = process.cpuUsage();
  const startedCpu = user + system;
  const startedMs = monotonicMs();
  const result = await runSource(
    {
      ...{ database, indexer, via, clock: systemClock, userAgent: 'Offprint/bench', categories: {} },
      log: createLog(
        (line) => process.stderr.write(line),
        () => systemClock.now(),
      ),
      options: {
        contact: '',
        feeds: [],
        openalexKey: '',
        semanticScholarKey: '',
        githubToken: '',
        openreviewVenues: [],
      },
    },
    { ...arxivSource, politeness: { ...arxivSource.politeness, intervalMs: 0 } },
    { since: '1986-01-01', signal: new AbortController().signal },
  );
  const storedMs = monotonicMs() - startedMs;
  await indexer.finish();
  const searchableMs = monotonicMs() - startedMs;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpuSeconds = (userCPUTime + systemCPUTime - startedCpu) / 1e6;
  const rate = (ms: number): string => `${Math.round(expectedCount / (ms / 1000)).toLocaleString('en')}/s`;
  process.stdout.write(
    [
      `papers at the server    ${expectedCount.toLocaleString('en')}`,
      `papers stored           ${(await countPapers(database)).toLocaleString('en')} (${result.outcome}, ${result.pages} pages, ${result.broken} broken)`,
      `stored                  ${(storedMs / 1000).toFixed(1)} s, ${rate(storedMs)}`,
      `searchable              ${(searchableMs / 1000).toFixed(1)} s, ${rate(searchableMs)}`,
      `CPU                     ${cpuSeconds.toFixed(1)} s (this process, its threads included), ${rate(cpuSeconds * 1000)}`,
      `most memory resident    ${Math.round(maxRSS / 1024)} MB (this process, its threads included)`,
      '',
    ].join('\n'),
  );
  await indexer.close();
  await database.destroy();
}
