import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SignalMeasure } from './measure-signal.ts';
import { addToBands, emptyBands, persistenceAfter, persistenceOf } from './signal-persistence.ts';
import { knownBandsDays, trendingTuning } from './trending-constants.ts';

const nowMs = Date.UTC(2026, 7, 20);
// So many that nothing is left to chance.
const many = 10_000;

const measure = (about: { knownDays: number; ratePerDay: number; silentDays?: number }): SignalMeasure => ({
  now: { gain: about.ratePerDay * 1e6, days: 1e6 },
  base: { gain: 0, days: 0 },
  count: 100,
  livedDays: 1,
  grown: { gain: 0, countDays: 0 },
  grewAtMs: nowMs - (about.silentDays ?? 0) * 86_400_000,
  lookedAtMs: nowMs,
  knownDays: about.knownDays,
});

function learn(...measures: SignalMeasure[]) {
  const bands = emptyBands();
  for (const one of measures)
    for (let copy = 0; copy < many; copy++) addToBands(bands, one, { lookedAtMs: nowMs });
  return persistenceOf(bands);
}

const bandEnds = [...knownBandsDays, 1_000];

test('what is as fast at every age goes on as it is', () => {
  const persistence = learn(...bandEnds.map((knownDays) => measure({ knownDays, ratePerDay: 3 })));
  for (const share of persistence) expect(share).toBeCloseTo(1, 6);
});

test('it is the mean rate of the week to come over the rate now, as adding up hour by hour says too', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1, max: 2, noNaN: true }), {
        minLength: bandEnds.length,
        maxLength: bandEnds.length,
      }),
      (rates) => {
        const persistence = learn(
          ...bandEnds.map((knownDays, band) => measure({ knownDays, ratePerDay: rates[band]! })),
        );
        const rateAt = (day: number): number => rates[bandEnds.findIndex((end) => day <= end)]!;
        const steps = 20_000;
        for (const [from, to] of [
          [1, 2],
          [3, 5],
          [14, 30],
        ] as const) {
          const middle = Math.sqrt(from * to);
          let ahead = 0;
          for (let step = 0; step < steps; step++)
            ahead += rateAt(middle + (trendingTuning.horizonDays * (step + 0.5)) / steps) / steps;
          expect(persistenceAfter(persistence, to)).toBeCloseTo(ahead / rateAt(middle), 2);
        }
      },
    ),
    { numRuns: 10 },
  );
});

test('what is over within hours falls fast, and silence counts as falling', () => {
  const falling = learn(
    measure({ knownDays: 0.1, ratePerDay: 100 }),
    measure({ knownDays: 0.4, ratePerDay: 10 }),
    measure({ knownDays: 2, ratePerDay: 0 }),
  );
  expect(persistenceAfter(falling, 0.1)).toBeLessThan(0.05);
  const silent = learn(
    measure({ knownDays: 1, ratePerDay: 5 }),
    measure({ knownDays: 5, ratePerDay: 5, silentDays: 3 }),
  );
  expect(persistenceAfter(silent, 1)).toBeLessThan(0.6);
});

test('where little is known nothing is said', () => {
  expect(persistenceOf(emptyBands()).every((share) => share === 1)).toBe(true);
  const bands = emptyBands();
  addToBands(bands, measure({ knownDays: 1, ratePerDay: 5 }), { lookedAtMs: nowMs });
  addToBands(bands, measure({ knownDays: 3, ratePerDay: 0 }), { lookedAtMs: nowMs });
  expect(persistenceAfter(persistenceOf(bands), 1)).toBeGreaterThan(0.7);
  expect(persistenceAfter([], 1)).toBe(1);
});
