// tsx bench/search/measure-engine.ts build|search ENGINE COLLECTION FOLDER QUERIES: one line of JSON. Run by run.ts,
// each in a process of its own, so that what one engine leaves in memory is not counted for another.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { monotonicMs } from '../../src/lib/clock.ts';
import { engines, type EngineName } from './engines.ts';
import type { Engine } from './engines/engine.ts';
import type { BenchQuery } from './make-queries.ts';

export interface BuildResult {
  seconds: number;
  cpuSeconds: number;
  peakMb: number;
  indexMb: number;
}

export interface SearchResult {
  openMs: number;
  residentMb: number;
  /** The first queries after the start, when code is still being compiled and caches fill. */
  started: MeasuredQuery[];
  /** The others: those of a program in use. */
  inUse: MeasuredQuery[];
}

export interface MeasuredQuery {
  kind: string;
  ms: number;
  /** Processor time, all threads; what a busy machine falsifies least. */
  cpuMs: number;
}

const WARM_UP = 25;
const STARTED = 200;

const [step, name, collection = '', folder = '', queriesPath = ''] = process.argv.slice(2);
const engine: Engine = engines[name as EngineName];
console.log(JSON.stringify(step === 'build' ? await build() : await search()));

async function build(): Promise<BuildResult> {
  const began = monotonicMs();
  await engine.build(collection, folder);
  const { user, system } = process.cpuUsage();
  return {
    seconds: (monotonicMs() - began) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1000,
    indexMb: (engine.indexBytes?.(folder) ?? sizeOf(folder)) / 1e6,
  };
}

async function search(): Promise<SearchResult> {
  const queries = JSON.parse(readFileSync(queriesPath, 'utf8')) as BenchQuery[];
  const began = monotonicMs();
  const opened = await engine.open(folder);
  await opened.search(queries[0]!);
  const openMs = monotonicMs() - began;
  for (const query of queries.slice(0, WARM_UP)) await opened.search(query);
  const measured: MeasuredQuery[] = [];
  for (const query of queries.slice(WARM_UP)) {
    const asked = monotonicMs();
    const cpuBefore = process.cpuUsage();
    await opened.search(query);
    const cpu = process.cpuUsage(cpuBefore);
    const cpuMs = (cpu.user + cpu.system) / 1000;
    measured.push({ kind: query.kind, ms: monotonicMs() - asked, cpuMs });
  }
  const residentMb = (opened.residentBytes?.() ?? process.memoryUsage().rss) / 1e6;
  await opened.close();
  return { openMs, residentMb, started: measured.slice(0, STARTED), inUse: measured.slice(STARTED) };
}

function sizeOf(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
