/**
 * Measures how fast all trending scores are worked out anew, and those that changed: made-up papers of the last DAYS
 * days in an SQLite file, each with one counter observed ten times. Only papers of 90 days have a score: of 88 days, all
 * have one; 1,825 are five years, as a collection of a million papers has.
 *
 *   node --import tsx bench/trending/refresh-speed.ts [PAPERS] [CHANGED] [DAYS]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { fixedClock, monotonicMs, systemClock } from '../../src/lib/clock.ts';
import type { PaperId } from '../../src/papers/identifiers.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { listTrending } from '../../src/trending/list-trending.ts';
import { recordSignals } from '../../src/trending/record-signals.ts';
import { refreshChangedScores, refreshTrendingScores } from '../../src/trending/refresh-trending-scores.ts';
import { storeTrendingLists } from '../../src/trending/store-trending-lists.ts';

const [paperCount = 1_000_000, changedCount = 1_000, dayCount = 88] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'offprint-bench-'));
const database = openDatabase({ address: join(folder, 'bench.db'), durability: 'normal' });
await migrate(database, systemClock);
const clock = fixedClock('2026-08-20T18:00:00.000Z');

await timed(`${paperCount} papers and ${10 * paperCount} observations made up`, async () => {
  await sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${paperCount})
    insert into papers (id, public_id, title, abstract, abstract_kind, authors, listed_on, categories, identifiers, links, versions, changed_at)
    select i, 'arxiv:' || i, 'A study of ' || i || ' things and ' || (i % 97) || ' others', ${'Words about the matter. '.repeat(40)}, 'abstract',
      '["Author ' || (i % 5003) || '","Author ' || (i % 7001) || '"]', date('2026-08-20', '-' || (i % ${dayCount}) || ' days'),
      '["' || substr('cs.CLcs.LGcs.CVmath.COstat.MLq-bio.NC', 1 + 5 * (i % 5), 5) || '"]', '{}', '{}', '[]', '2026-08-20T00:00:00.000Z'
    from n`.execute(database);
  await sql`insert into signal_series (id, paper_id, signal, observed_for, shared_by, first_at, first_count, newest_at, newest_count, highest, below_since, grew_at, leapt, now_gain, now_days, base_gain, base_days)
    select id, id, case id % 2 when 0 then 'upvotes' else 'stars:github.com/owner/' || id end, public_id, 1, '2026-08-10T12:00:00.000Z', 0,
      '2026-08-20T12:00:00.000Z', 10 * (id % 1009), 10 * (id % 1009), null, '2026-08-20T12:00:00.000Z', 0, 0.7 * (id % 1009), 0.72, 10.0 * (id % 1009), 9.6
    from papers`.execute(database);
  await sql`with recursive d(k) as (select 0 union all select k + 1 from d where k < 9)
    insert into signal_observations (series_id, observed_at, count)
    select id, '2026-08-1' || k || 'T12:00:00.000Z', k * (id % 1009) from signal_series, d`.execute(database);
});
let scored = 0;
await timed('all scores', async () => (scored = await refreshTrendingScores(database, { clock })));
report(`${scored} papers have one; peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
await timed('all scores again', () => refreshTrendingScores(database, { clock }));
await timed('the lists of the day', () => storeTrendingLists(database, { clock }));
await timed(`signals of ${changedCount} papers recorded`, () =>
  recordSignals(
    database,
    Array.from({ length: changedCount }, (_, index) => ({
      paperId: (1 + index * 7) as PaperId,
      signal: 'upvotes',
      observedAt: '2026-08-20T17:00:00.000Z',
      count: 12_000 + index,
    })),
  ),
);
await timed(`scores of ${changedCount} papers that changed`, () => refreshChangedScores(database, { clock }));
await timed('the lists of the day again', () => storeTrendingLists(database, { clock }));
for (const windowDays of [1, 7, 30, 90]) {
  for (const category of [undefined, 'cs.CL']) {
    const query = { day: '2026-08-20', windowDays, limit: 31, ...(category && { category }) };
    const times: number[] = [];
    for (let run = 0; run < 15; run++) {
      const startedMs = monotonicMs();
      await listTrending(database, query);
      times.push(monotonicMs() - startedMs);
    }
    const median = times.sort((a, b) => a - b)[7]!;
    report(`list of ${windowDays} days${category ? ` of ${category}` : ''}: ${median.toFixed(1)} ms`);
  }
}
await database.destroy();
rmSync(folder, { recursive: true });

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const startedMs = monotonicMs();
  const startedCpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(startedCpu);
  report(
    `${what}: ${((monotonicMs() - startedMs) / 1000).toFixed(2)} s, ${((user + system) / 1e6).toFixed(2)} s of CPU time`,
  );
}

function report(line: string): void {
  console.log(line);
}
