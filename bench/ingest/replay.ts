/**
 * Weeks of real listings replayed by the simulator with every fault on, through the whole of fetching and storing:
 * `npx tsx bench/ingest/replay.ts FILE.jsonl.gz --from DAY --to DAY [--rate 0.05] [--seed 1] [--perfect]`.
 * Time is simulated: nobody waits. Exits with 1 where a paper is missing, doubled or on another day than its own, where
 * a request broke a source's rule, or where a day's line about completeness was not true at any hour.
 */
import { parseArgs } from 'node:util';
import { networkSources } from '../../src/ingest/network-sources.ts';
import { runSource, type IngestContext } from '../../src/ingest/run-source.ts';
import { runIfDue } from '../../src/jobs/recurring-work.ts';
import { fixedClock } from '../../src/lib/clock.ts';
import { silentLog } from '../../src/lib/log.ts';
import type { Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { everyFaultAt } from '../../test/support/simulator/faults.ts';
import {
  dayAfter,
  readSimulatedPapers,
  type SimulatedPaper,
} from '../../test/support/simulator/simulated-papers.ts';
import { startSimulator, type SimulatedRequest } from '../../test/support/simulator/start-simulator.ts';
import { createDayLines } from './judge-day-lines.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string', default: '2026-05-01' },
    to: { type: 'string', default: '2026-06-30' },
    rate: { type: 'string', default: '0.05' },
    seed: { type: 'string', default: '1' },
    sources: { type: 'string', default: 'arxiv biorxiv medrxiv openalex huggingface hacker-news github' },
  },
});
const [file] = positionals;
if (file === undefined)
  throw new Error('usage: npx tsx bench/ingest/replay.ts FILE.jsonl.gz --from DAY --to DAY');

/** The lines about days are looked at so often. */
const LOOK_MS = 3_600_000;
/** The work table is asked so often; `serve` asks every minute. */
const STEP_MS = 15 * 60_000;
/** Whatever the last days lost has come by then. */
const DAYS_AFTER = 3;

const papers = await readSimulatedPapers(file, values);
const clock = fixedClock(`${values.from}T03:00:00Z`);
const chooseFault = everyFaultAt(Number(values.rate), Number(values.seed));
const simulator = await startSimulator({ papers, clock, chooseFault });
const database = openDatabase({ address: ':memory:' });
await migrate(database, clock);
const sources = networkSources.filter(({ name }) => values.sources.split(' ').includes(name));
const lines = createDayLines(database, clock, papers);
const outcomes = await replay(`${dayAfter(values.to, DAYS_AFTER)}T12:00:00Z`);
const breaches = listBreaches(simulator.requests);
const { text, isGood } = await judge(database, papers);
const wrongLines = await lines.judge();
await simulator.close();
await database.destroy();

process.stdout.write(
  [
    `papers listed      ${papers.length} in ${new Set(papers.map(({ listedOn }) => listedOn)).size} lists, ${values.from} to ${values.to}`,
    `requests           ${simulator.requests.length} (${countsOf(simulator.requests.map(({ host }) => host))})`,
    `faults             ${countsOf(simulator.requests.flatMap(({ fault }) => fault ?? []))}`,
    `runs               ${countsOf(outcomes)}`,
    text,
    `rules broken       ${breaches.length}${breaches
      .slice(0, 5)
      .map((breach) => `\n  ${breach}`)
      .join('')}`,
    `lines seen         ${countsOf(lines.seen).replaceAll('., ', '.\n                   ')}`,
    `lines wrong        ${wrongLines.length}${wrongLines
      .slice(0, 5)
      .map((line) => `\n  ${line}`)
      .join('')}`,
    `CPU                ${(process.cpuUsage().user / 1e6).toFixed(0)} s`,
    '',
  ].join('\n'),
);
if (!isGood || breaches.length + wrongLines.length > 0) process.exitCode = 1;

async function replay(until: string): Promise<string[]> {
  const ended: string[] = [];
  let lastArxivOutcome = '';
  let lookAtMs = 0;
  const { signal } = new AbortController();
  const context: IngestContext = {
    ...{
      database,
      clock,
      log: silentLog,
      via: simulator.address,
      userAgent: 'Offprint/bench',
      categories: {},
    },
    wait: (ms) => Promise.resolve(clock.advance(ms)),
    options: {
      contact: '',
      feeds: [],
      openalexKey: '',
      semanticScholarKey: '',
      githubToken: '',
      openreviewVenues: [],
    },
  };
  while (clock.now().toISOString() < until) {
    for (const source of sources) {
      const run = async (): Promise<void> => {
        const { outcome, detail } = await runSource(context, source, { signal });
        ended.push(`${source.name} ${outcome}`);
        if (source.name === 'arxiv') lastArxivOutcome = outcome;
        if (outcome === 'failed') throw new Error(detail);
      };
      await runIfDue({ database, clock, log: silentLog }, { ...source, run }, signal);
    }
    if (clock.now().getTime() >= lookAtMs) {
      await lines.look(lastArxivOutcome);
      lookAtMs = clock.now().getTime() + LOOK_MS;
    }
    clock.advance(STEP_MS);
  }
  return ended;
}

/** Each request against the rule of the source that asks its host. */
function listBreaches(requests: readonly SimulatedRequest[]): string[] {
  const lastEndMs = new Map<string, number>();
  return requests.flatMap((request) => {
    const rule = networkSources.find(({ politeness: { hosts } }) => hosts.includes(request.host))?.politeness;
    if (!rule) return [`${request.host} was asked by nobody's leave`];
    const restedMs = request.startedAtMs - (lastEndMs.get(rule.bucket) ?? -Infinity);
    lastEndMs.set(rule.bucket, request.endedAtMs);
    if (request.atOnce > 1) return [`${request.host} was asked ${request.atOnce} times at once`];
    return restedMs < rule.intervalMs ? [`${request.host} was asked again after ${restedMs} ms`] : [];
  });
}

async function judge(
  from: Database,
  listed: readonly SimulatedPaper[],
): Promise<{ text: string; isGood: boolean }> {
  const rows = await from.selectFrom('papers').select(['public_id', 'announced_on', 'identifiers']).execute();
  const byArxivId = new Map<string, string | null>();
  let doubled = 0;
  for (const { identifiers, announced_on } of rows) {
    const arxivId = arxivIdOf(identifiers);
    if (byArxivId.has(arxivId)) doubled += 1;
    byArxivId.set(arxivId, announced_on);
  }
  const ids = new Set(listed.map(({ id }) => id));
  const extra = rows.filter(({ identifiers }) => !ids.has(arxivIdOf(identifiers)));
  const missing = listed.filter(({ id }) => !byArxivId.has(id));
  const elsewhere = listed.filter(({ id, listedOn }) => byArxivId.has(id) && byArxivId.get(id) !== listedOn);
  const examples = [...missing, ...elsewhere]
    .slice(0, 5)
    .map(({ id, listedOn }) => `\n  ${id}: ${listedOn}, here ${byArxivId.get(id)}`)
    .concat(extra.slice(0, 5).map(({ public_id }) => `\n  ${public_id}: never listed`));
  return {
    text: `papers here        ${rows.length}; missing ${missing.length}, doubled ${doubled}, never listed ${extra.length}, on another day ${elsewhere.length}${examples.join('')}`,
    isGood: missing.length + elsewhere.length + doubled + extra.length === 0,
  };
}

function arxivIdOf(identifiers: string): string {
  return (JSON.parse(identifiers) as { arxivId?: string }).arxivId ?? '';
}

function countsOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ') || 'none';
}
