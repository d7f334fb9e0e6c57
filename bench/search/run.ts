// node --import tsx bench/search/run.ts PAPERS FILE.jsonl.gz...
// Builds an index of the first PAPERS papers in a temporary SQLite file and prints how fast, how large, how good.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { monotonicMs, systemClock } from '../../src/lib/clock.ts';
import { createRanker, type Ranker } from '../../src/search/rank-papers.ts';
import { buildSegment } from '../../src/search/segments/build-segment.ts';
import { chooseMerge, mergeSegments } from '../../src/search/segments/segment-merge.ts';
import {
  addEncodedSegment,
  listLiveSegments,
  removeOrphanPostings,
} from '../../src/search/segments/segment-store.ts';
import { growRevision } from '../../src/search/writer-lease.ts';
import type { Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { makeKnownItems, makeQueryMix } from './make-queries.ts';
import { readPapers } from './read-papers.ts';

const PAPERS_PER_SEGMENT = 32_000;
const QUERIES_PER_KIND = 100;

const [count = '50000', ...files] = process.argv.slice(2);
const papers = await readPapers(files, Number(count));
const folder = mkdtempSync(join(tmpdir(), 'offprint-bench-'));
const path = join(folder, 'bench.db');
const database = openDatabase({ address: path, durability: 'normal' });
try {
  await migrate(database, systemClock);
  await build(database);
  await merge(database);
  const ranker = createRanker(database);
  for (const [kind, queries] of Object.entries(makeQueryMix(papers, QUERIES_PER_KIND))) {
    await timeQueries(ranker, `${kind}, cold`, queries as string[]);
    await timeQueries(ranker, `${kind}, warm`, queries as string[]);
  }
  await findKnownItems(ranker);
  report(
    'resident',
    `${Math.round(process.memoryUsage().rss / 1e6)} MB, of which the papers read for this bench`,
  );
} finally {
  await database.destroy();
  rmSync(folder, { recursive: true });
}

async function build(target: Database): Promise<void> {
  let analysisMs = 0;
  let storeMs = 0;
  const cpuBefore = process.cpuUsage();
  let cpu = 0;
  for (let start = 0; start < papers.length; start += PAPERS_PER_SEGMENT) {
    const began = monotonicMs();
    const cpuAt = process.cpuUsage().user;
    const segment = buildSegment(papers.slice(start, start + PAPERS_PER_SEGMENT));
    cpu += process.cpuUsage().user - cpuAt;
    const built = monotonicMs();
    await target.transaction().execute(async (transaction) => {
      await addEncodedSegment(transaction, segment);
      await growRevision(transaction);
    });
    analysisMs += built - began;
    storeMs += monotonicMs() - built;
  }
  const total = process.cpuUsage(cpuBefore);
  report('analysis and build, one core', `${rate(analysisMs)} papers/s (${rate(cpu / 1000)} per CPU second)`);
  report('writing', `${rate(storeMs)} papers/s`);
  report('CPU in all', `${((total.user + total.system) / 1e6).toFixed(1)} s`);
  await vacuum(target);
}

async function merge(target: Database): Promise<void> {
  const began = monotonicMs();
  for (let due = chooseMerge(await listLiveSegments(target)); due;) {
    await mergeSegments(target, (step) => target.transaction().execute(step), due);
    due = chooseMerge(await listLiveSegments(target));
  }
  while (await target.transaction().execute((transaction) => removeOrphanPostings(transaction, 50_000)));
  const segments = await listLiveSegments(target);
  report('merging', `${Math.round(monotonicMs() - began)} ms, ${segments.length} segments`);
  await vacuum(target);
}

async function vacuum(target: Database): Promise<void> {
  await sql`vacuum`.execute(target);
  await sql`pragma wal_checkpoint(truncate)`.execute(target);
  const bytes = statSync(path).size;
  report(
    'index on disk',
    `${(bytes / 1e6).toFixed(1)} MB, ${Math.round(bytes / papers.length)} bytes a paper`,
  );
}

async function timeQueries(ranker: Ranker, name: string, queries: string[]): Promise<void> {
  const times: number[] = [];
  for (const text of queries) {
    const began = monotonicMs();
    await ranker.rank({ text, limit: 20 });
    times.push(monotonicMs() - began);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
  report(name, `p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)} ms`);
}

async function findKnownItems(ranker: Ranker): Promise<void> {
  const items = makeKnownItems(papers, 500);
  let sum = 0;
  for (const { paperId, text } of items) {
    const { hits } = await ranker.rank({ text, limit: 100 });
    const rank = hits.findIndex((hit) => hit.paperId === paperId);
    if (rank >= 0) sum += 1 / (rank + 1);
  }
  report('known items (2 title + 2 abstract words)', `MRR ${(sum / items.length).toFixed(3)}`);
}

function rate(ms: number): number {
  return Math.round((papers.length / ms) * 1000);
}

function report(name: string, value: string): void {
  console.log(`${name.padEnd(44)} ${value}`);
}
