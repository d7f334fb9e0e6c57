/**
 * Measures how fast signals are kept and lists are made: made-up papers and counts in an SQLite file.
 *
 *   node --import tsx bench/trending/list-speed.ts [PAPERS_A_DAY] [DAYS]
 *
 * Every third paper has stars and upvotes, observed daily since it was listed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/lib/clock.ts';
import type { PaperId } from '../../src/papers/identifiers.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { listTrending } from '../../src/trending/list-trending.ts';
import { recordSignals, type SignalObservation } from '../../src/trending/record-signals.ts';

const [papersADay = 1_000, days = 30] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'offprint-bench-'));
const database = openDatabase({ address: join(folder, 'bench.db'), durability: 'normal' });
await migrate(database, systemClock);

const lastDayMs = Date.UTC(2026, 7, 20);
const dayOf = (daysAgo: number): string =>
  new Date(lastDayMs - daysAgo * 86_400_000).toISOString().slice(0, 10);
const fields = ['cs.CL', 'cs.LG', 'cs.CV', 'cs.AI', 'math.CO', 'q-bio.NC', 'physics.optics', 'stat.ML'];

const papers = Array.from({ length: papersADay * days }, (_, index) => ({
  public_id: `arxiv:${index}`,
  title: `A study of ${index} things and ${index % 97} others`,
  abstract: 'Words about the matter. '.repeat(50),
  abstract_kind: 'abstract',
  authors: JSON.stringify([`Author ${index % 5_003}`, `Author ${index % 7_001}`]),
  listed_on: dayOf(Math.floor(index / papersADay)),
  categories: JSON.stringify([fields[index % fields.length]]),
  identifiers: '{}',
  links: '{}',
  versions: '[]',
  changed_at: '2026-08-20T00:00:00.000Z',
}));
await database.transaction().execute(async (transaction) => {
  for (let start = 0; start < papers.length; start += 500) {
    await transaction
      .insertInto('papers')
      .values(papers.slice(start, start + 500))
      .execute();
  }
});

let recorded = 0;
let startedMs = cpuMs();
for (let daysAgo = days - 1; daysAgo >= 0; daysAgo--) {
  const observations: SignalObservation[] = [];
  for (let index = 0; index < papers.length; index += 3) {
    const listedDaysAgo = Math.floor(index / papersADay);
    if (listedDaysAgo < daysAgo) continue;
    const count = Math.round((listedDaysAgo - daysAgo + 1) * (1_000 / (1 + (index % 1_000))));
    const about = { paperId: (index + 1) as PaperId, observedAt: `${dayOf(daysAgo)}T12:00:00Z`, count };
    observations.push(
      { ...about, signal: `stars:github.com/owner/${index}` },
      { ...about, signal: 'upvotes' },
    );
  }
  await recordSignals(database, observations);
  recorded += observations.length;
}
report(`${recorded} observations kept, ${Math.round(recorded / ((cpuMs() - startedMs) / 1000))} a second`);

for (const windowDays of [1, 7, 30]) {
  const times: number[] = [];
  for (let run = 0; run < 15; run++) {
    startedMs = cpuMs();
    await listTrending(database, { day: dayOf(0), windowDays, limit: 31 });
    times.push(cpuMs() - startedMs);
  }
  const median = times.sort((a, b) => a - b)[7]!;
  report(
    `list of ${windowDays} days (${papersADay * windowDays} papers): ${median.toFixed(1)} ms of CPU time`,
  );
}
await database.destroy();
rmSync(folder, { recursive: true });

/** Time of this process alone, so that others on the machine don't count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function report(line: string): void {
  console.log(line);
}
