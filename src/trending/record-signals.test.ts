import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { fixedClock } from '../lib/clock.ts';
import type { PaperId } from '../papers/identifiers.ts';
import type { Database } from '../storage/database.ts';
import { fromFoldColumns } from './fold-row.ts';
import { recordSignals, type SignalObservation } from './record-signals.ts';
import { foldObservations, type SignalFold } from './signal-fold.ts';
import { thinSignals } from './thin-signals.ts';

const paper = 1 as PaperId;
const at = (
  observedAt: string,
  count: number | null,
  signal = 'upvotes',
  paperId = paper,
): SignalObservation => ({
  paperId,
  signal,
  observedAt,
  count,
});

const readSeries = (database: Database) =>
  database.selectFrom('signal_series').selectAll().orderBy('paper_id').orderBy('signal').execute();
const readObservations = (database: Database) =>
  database
    .selectFrom('signal_observations')
    .select(['observed_at', 'count'])
    .orderBy('observed_at')
    .execute();

/** SQLite's driver stores a number that is nearly whole (below 1e-15) as the whole one. */
const rounded = (fold: SignalFold): SignalFold =>
  JSON.parse(JSON.stringify(fold), (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toFixed(9)) : value,
  ) as SignalFold;

forEachDatabase('recorded signals', (open) => {
  test('recording the same again changes nothing', async () => {
    const database = await open();
    const observations = [
      at('2026-08-18T10:00:00Z', 3),
      at('2026-08-19T10:00:00Z', 8),
      at('2026-08-20T10:00:00Z', 9),
    ];
    await recordSignals(database, observations);
    const before = [await readSeries(database), await readObservations(database)];
    await recordSignals(database, observations);
    await recordSignals(database, observations.slice(0, 1));
    expect([await readSeries(database), await readObservations(database)]).toEqual(before);
  });

  test('any order and any grouping remembers what folding all in order does', async () => {
    const database = await open();
    const rows = fc.uniqueArray(fc.record({ hour: fc.nat(2_000), count: fc.nat(500) }), {
      selector: ({ hour }) => hour,
      minLength: 1,
      maxLength: 8,
    });
    let paperId = 0;
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 4 }), async (counts, groupSize) => {
        paperId += 1;
        const observations = counts.map(({ hour, count }) => ({
          atMs: Date.UTC(2026, 0, 1) + hour * 3_600_000,
          count,
        }));
        for (let start = 0; start < observations.length; start += groupSize) {
          await recordSignals(
            database,
            observations
              .slice(start, start + groupSize)
              .map(({ atMs, count }) => at(new Date(atMs).toISOString(), count, 'stars', paperId as PaperId)),
          );
        }
        const row = await database
          .selectFrom('signal_series')
          .selectAll()
          .where('paper_id', '=', paperId)
          .executeTakeFirstOrThrow();
        const inOrder = observations.sort((a, b) => a.atMs - b.atMs);
        expect(rounded(fromFoldColumns(row))).toEqual(rounded(foldObservations(inOrder)!));
      }),
      { numRuns: 20 },
    );
  });

  test('a missing count is no event, and what is no count is passed over', async () => {
    const database = await open();
    const given = [
      at('2026-08-18T00:00:00Z', 5),
      at('2026-08-19T00:00:00Z', null),
      at('2026-08-20T00:00:00Z', -1),
    ];
    expect(await recordSignals(database, given)).toEqual({ recorded: 1, ignored: 2 });
    expect(await readObservations(database)).toEqual([{ observed_at: '2026-08-18T00:00:00.000Z', count: 5 }]);
  });

  test('a correction of an instant replaces its count', async () => {
    const database = await open();
    await recordSignals(database, [at('2026-08-18T00:00:00Z', 5)]);
    await recordSignals(database, [at('2026-08-18T02:00:00+02:00', 7)]);
    expect(await readObservations(database)).toEqual([{ observed_at: '2026-08-18T00:00:00.000Z', count: 7 }]);
    expect((await readSeries(database))[0]).toMatchObject({ newest_count: 7, first_count: 7 });
  });

  test('a repository that several papers name is known to be shared; an upvote count never is', async () => {
    const database = await open();
    const repository = 'stars:github.com/owner/name';
    for (const id of [1, 2, 3] as PaperId[]) {
      await recordSignals(database, [
        at('2026-08-18T00:00:00Z', 50, repository, id),
        at('2026-08-18T00:00:00Z', 2, 'upvotes', id),
      ]);
    }
    const series = await readSeries(database);
    expect(series.map(({ signal, shared_by }) => [signal, shared_by])).toEqual([
      [repository, 3],
      ['upvotes', 1],
      [repository, 3],
      ['upvotes', 1],
      [repository, 3],
      ['upvotes', 1],
    ]);
  });

  test('a signal without a proper name or instant is refused in a sentence', async () => {
    const database = await open();
    await expect(recordSignals(database, [at('2026-08-18', 1, 'Stars!')])).rejects.toThrow(
      /"Stars!" is no name/,
    );
    await expect(recordSignals(database, [at('yesterday', 1)])).rejects.toThrow(/"yesterday" is no instant/);
    expect(await readSeries(database)).toEqual([]);
  });

  test('thinning keeps the first, the newest and the last of each day, and changes no score', async () => {
    const database = await open();
    const hours = Array.from({ length: 24 * 10 }, (_, hour) =>
      new Date(Date.UTC(2026, 7, 10, hour)).toISOString(),
    );
    await recordSignals(
      database,
      hours.map((hour, index) => at(hour, index)),
    );
    const remembered = await readSeries(database);
    const clock = fixedClock('2026-08-20T00:00:00Z');
    const removed = await thinSignals(database, { clock });
    const left = await readObservations(database);
    expect(removed + left.length).toBe(hours.length);
    // Eight days with their last hour, the very first hour, and two days in full.
    expect(left).toHaveLength(8 + 1 + 48);
    expect(left[0]).toEqual({ observed_at: hours[0], count: 0 });
    expect(left[1]).toEqual({ observed_at: '2026-08-10T23:00:00.000Z', count: 23 });
    expect(left.at(-1)!.count).toBe(239);
    expect(await readSeries(database)).toEqual(remembered);
    expect(await thinSignals(database, { clock })).toBe(0);
    clock.moveTo('2028-01-01T00:00:00Z');
    await thinSignals(database, { clock });
    expect(await readObservations(database)).toHaveLength(2);
  });
});
