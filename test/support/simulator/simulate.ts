/** `bin/dev --simulate FILE`: the whole program against the simulator, with days that pass in seconds. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openContext } from '../../../src/app.ts';
import { loadConfig } from '../../../src/config.ts';
import { systemClock, type Clock } from '../../../src/lib/clock.ts';
import { createLog } from '../../../src/lib/log.ts';
import { systemWait } from '../../../src/lib/wait.ts';
import { everyFaultAt } from './faults.ts';
import { dayAfter, readSimulatedPapers } from './simulated-papers.ts';
import { startSimulator } from './start-simulator.ts';

const usage = `Usage: bin/dev --simulate FILE [--from DAY] [--day-seconds N] [--fault-rate R]

Serves as usual, but all sources are played from FILE (paper lines with the day they were listed, gzipped or not), and
time runs faster. Everything is kept in a temporary folder and gone at the end.

  --from DAY         the day on which to begin (default: 30 days before the last list in FILE)
  --day-seconds N    how long a day lasts (default: 10)
  --fault-rate R     how often each fault of the sources happens, as in 0.05 (default: 0)
`;

const DAYS = 30;
const DAY_MS = 86_400_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string' },
    'day-seconds': { type: 'string', default: '10' },
    'fault-rate': { type: 'string', default: '0' },
  },
});
const [file] = positionals;
const speed = DAY_MS / (Number(values['day-seconds']) * 1_000);
const faultRate = Number(values['fault-rate']);
if (file === undefined || !(speed > 0) || !(faultRate >= 0 && faultRate <= 0.1)) {
  process.stderr.write(usage);
  process.exit(2);
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

const all = await readSimulatedPapers(file);
const last = all.at(-1)?.listedOn;
if (last === undefined) throw new Error(`${file} holds no papers`);
const from = values.from ?? dayAfter(last, -DAYS);
const papers = all.filter(({ listedOn }) => listedOn >= dayAfter(from, -7));
all.length = 0;

const clock = fasterClock(`${from}T00:00:00Z`);
const folder = mkdtempSync(join(tmpdir(), 'offprint-simulated-'));
const simulator = await startSimulator({ papers, clock, chooseFault: everyFaultAt(faultRate) });
const config = loadConfig({
  OFFPRINT_MODE: 'development',
  OFFPRINT_SOURCES: 'arxiv biorxiv medrxiv huggingface hacker-news github openalex',
  ...process.env,
  OFFPRINT_DATA_DIR: folder,
  OFFPRINT_SOURCES_VIA: simulator.address,
});
const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const context = openContext({
  ...{ config, version, clock, stdout: process.stdout, stderr: process.stderr, signal: stop.signal },
  wait: (ms, signal) => systemWait(ms / speed, signal),
  log: createLog(
    (line) => process.stderr.write(line),
    () => clock.now(),
  ),
});
let told: string | undefined;
const calendar = setInterval(tellDay, 200);
try {
  await context.serve({
    onStep: (sentence) => process.stdout.write(`${sentence}\n`),
    onListening: (address) => process.stdout.write(`Offprint is at ${address}; its sources are simulated.\n`),
  });
} finally {
  clearInterval(calendar);
  await context.close();
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
}

function fasterClock(startAt: string): Clock {
  const begunMs = systemClock.now().getTime();
  const startMs = Date.parse(startAt);
  return { now: () => new Date(startMs + (systemClock.now().getTime() - begunMs) * speed) };
}

function tellDay(): void {
  const day = clock.now().toISOString().slice(0, 10);
  if (day === told) return;
  told = day;
  process.stdout.write(`${day}${day > (last ?? '') ? ' (the file has no lists from here on)' : ''}\n`);
}
