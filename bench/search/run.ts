// tsx bench/search/run.ts --papers 100000,1000000 --against fts5,lancedb,lancedb-hybrid --scratch DIR FILE.jsonl.gz...
// Builds the same papers into each engine, asks the same queries, and prints one table (docs/search-speed.md).
// What is built stays in the scratch folder for the next run; the peers are installed there, never with the program.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { engines, mostPapers, type EngineName } from './engines.ts';
import { makeCollection } from './make-collection.ts';
import { makeQueries } from './make-queries.ts';
import type { BuildResult, SearchResult } from './measure-engine.ts';

const PEERS = ['@lancedb/lancedb@0.37.1', 'minisearch@7.2.0'];
const QUERIES_PER_KIND = 105;

const COLUMNS = [
  '',
  'in use p50',
  'p95',
  'p99 ms',
  'just started p50',
  'p95',
  'p99 ms',
  'CPU p50',
  'p95',
  'p99 ms',
  'resident MB',
  'open ms',
  'build s',
  'build CPU s',
  'index MB',
];

const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    papers: { type: 'string', default: '100000' },
    against: { type: 'string', default: 'fts5,lancedb,lancedb-hybrid,minisearch' },
    scratch: { type: 'string', default: 'bench-scratch' },
  },
});
const names = ['offprint', 'offprint-http', ...values.against.split(',')] as EngineName[];
const unknown = names.find((name) => !(name in engines));
if (unknown)
  throw new Error(`There is no engine "${unknown}"; there are ${Object.keys(engines).join(', ')}.`);
const peers = join(values.scratch, 'peers');
if (!existsSync(join(peers, 'node_modules'))) {
  mkdirSync(peers, { recursive: true });
  writeFileSync(join(peers, 'package.json'), '{}');
  execFileSync('npm', ['install', '--prefix', peers, ...PEERS], { stdio: 'inherit' });
}

for (const papers of values.papers.split(',').map(Number)) await measure(papers);

async function measure(papers: number): Promise<void> {
  const folder = join(values.scratch, String(papers));
  mkdirSync(folder, { recursive: true });
  const collection = join(folder, 'papers.jsonl');
  if (!existsSync(collection)) await makeCollection(files, papers, collection);
  const queries = join(folder, 'queries.json');
  writeFileSync(queries, JSON.stringify(await makeQueries(collection, QUERIES_PER_KIND)));
  console.log(
    `\n${papers.toLocaleString('en')} papers, ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)} before\n`,
  );
  printRow(...COLUMNS);
  printRow(...COLUMNS.map(() => '---'));
  const kinds: string[] = [];
  for (const name of names) {
    if (papers > (mostPapers[name] ?? Infinity)) {
      printRow(name, 'left out: needs more memory');
      continue;
    }
    const built = build(name, collection, join(folder, name.replace('-http', '')));
    const found = run<SearchResult>(
      'search',
      name,
      collection,
      join(folder, name.replace('-http', '')),
      queries,
    );
    const isOtherProcess = name === 'offprint-http';
    printRow(
      name,
      ...percentiles(found.inUse.map(({ ms }) => ms)),
      ...percentiles(found.started.map(({ ms }) => ms)),
      ...(isOtherProcess ? ['', '', ''] : percentiles(found.inUse.map(({ cpuMs }) => cpuMs))),
      found.residentMb.toFixed(0),
      found.openMs.toFixed(0),
      built.seconds.toFixed(0),
      built.cpuSeconds.toFixed(0),
      built.indexMb.toFixed(0),
    );
    for (const kind of new Set(found.inUse.map((query) => query.kind))) {
      const times = found.inUse.filter((query) => query.kind === kind).map(({ ms }) => ms);
      kinds.push(`| ${kind} | ${name} | ${percentiles(times).join(' | ')} |`);
    }
  }
  console.log(`\n| in use, by kind | engine | p50 | p95 | p99 ms |\n| --- | --- | --- | --- | --- |`);
  console.log(kinds.sort().join('\n'));
  console.log(`\nload ${loadavg()[0]!.toFixed(1)} after`);
}

/** Once for each collection; a build that was cut short is begun again. */
function build(name: EngineName, collection: string, folder: string): BuildResult {
  const note = `${folder}.built.json`;
  if (!existsSync(note)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(note, JSON.stringify(run<BuildResult>('build', name, collection, folder, '')));
  }
  return JSON.parse(readFileSync(note, 'utf8')) as BuildResult;
}

function run<Result>(step: string, ...rest: string[]): Result {
  const script = fileURLToPath(new URL('measure-engine.ts', import.meta.url));
  // As bin/offprint starts the program.
  const flags = ['--single-threaded-gc', '--import', 'tsx'];
  const output = execFileSync(process.execPath, [...flags, script, step, ...rest], {
    env: { ...process.env, BENCH_PEERS: peers, RUST_LOG: 'error', NODE_OPTIONS: '--max-old-space-size=8000' },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Result;
}

function percentiles(times: number[]): string[] {
  const sorted = times.toSorted((a, b) => a - b);
  return [0.5, 0.95, 0.99].map((share) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1),
  );
}

function printRow(...cells: string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}
