import type { Clock } from '../lib/clock.ts';
import type { Database } from '../storage/database.ts';

/** Observations older than `olderThanDays` are kept once for each value of their timestamp's first characters. */
const tiers = [
  { olderThanDays: 2, prefixLength: 'YYYY-MM-DD'.length },
  // The 1st to 9th, the tens, the twenties and the rest of a month.
  { olderThanDays: 60, prefixLength: 'YYYY-MM-D'.length },
  { olderThanDays: 400, prefixLength: 'YYYY-MM'.length },
];

const SERIES_PER_STEP = 10_000;
const dayMs = 86_400_000;

/**
 * Thins observations with age: all of the last two days, then the last of each day, after two months of each third of
 * a month, after 400 days of each month. The first and the newest of a series always stay. Scores don't change: they
 * remember what was observed. Answers how many rows were removed. May be run at any time and again.
 */
export async function thinSignals(database: Database, { clock }: { clock: Clock }): Promise<number> {
  const { newest } = await database
    .selectFrom('signal_series')
    .select((select) => select.fn.max('id').as('newest'))
    .executeTakeFirstOrThrow();
  let removed = 0;
  for (let from = 0; from <= (newest ?? -1); from += SERIES_PER_STEP) {
    for (const { olderThanDays, prefixLength } of tiers) {
      const before = new Date(clock.now().getTime() - olderThanDays * dayMs).toISOString().slice(0, 10);
      removed += await thinSome(database, { from, to: from + SERIES_PER_STEP, before, prefixLength });
    }
  }
  return removed;
}

async function thinSome(
  database: Database,
  { from, to, before, prefixLength }: { from: number; to: number; before: string; prefixLength: number },
): Promise<number> {
  const result = await database
    .deleteFrom('signal_observations')
    .where('series_id', '>=', from)
    .where('series_id', '<', to)
    .where('observed_at', '<', before)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('signal_observations as later')
          .select('later.series_id')
          .whereRef('later.series_id', '=', 'signal_observations.series_id')
          .whereRef('later.observed_at', '>', 'signal_observations.observed_at')
          .where('later.observed_at', '<', before)
          .where((both) =>
            both(
              both.fn<string>('substr', ['later.observed_at', both.val(1), both.val(prefixLength)]),
              '=',
              both.fn<string>('substr', [
                'signal_observations.observed_at',
                both.val(1),
                both.val(prefixLength),
              ]),
            ),
          ),
      ),
    )
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('signal_observations as earlier')
          .select('earlier.series_id')
          .whereRef('earlier.series_id', '=', 'signal_observations.series_id')
          .whereRef('earlier.observed_at', '<', 'signal_observations.observed_at'),
      ),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
