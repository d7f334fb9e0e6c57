import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measureSignal } from './measure-signal.ts';
import type { Observation } from './observation.ts';
import { foldObservation, foldObservations } from './signal-fold.ts';
import { trendingTuning } from './trending-constants.ts';

const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 7, 20);

/** Observations so many days before now. */
const seen = (...observations: [daysAgo: number, count: number][]): Observation[] =>
  observations.map(([daysAgo, count]) => ({ atMs: nowMs - daysAgo * dayMs, count }));

const measure = (observations: Observation[]) => measureSignal(foldObservations(observations)!, { nowMs });

const history = fc
  .array(fc.record({ gapDays: fc.double({ min: 0.01, max: 40, noNaN: true }), count: fc.nat(5_000) }), {
    minLength: 1,
    maxLength: 30,
  })
  .map((steps) => {
    let atMs = nowMs - steps.reduce((sum, { gapDays }) => sum + gapDays, 0) * dayMs;
    return steps.map(({ gapDays, count }) => ({ atMs: (atMs += gapDays * dayMs), count }));
  });

test('remembers the sums over all gains, each halved every half-life back in time', () => {
  fc.assert(
    fc.property(history, (observations) => {
      const { base } = measureSignal(foldObservations(observations)!, { nowMs: nowMs + dayMs });
      let [gain, days] = [0, 0];
      let highest = observations[0]!.count;
      let belowSinceMs = Infinity;
      const left = (atMs: number): number =>
        2 ** ((atMs - nowMs - dayMs) / dayMs / trendingTuning.baseHalfLifeDays);
      observations.slice(1).forEach(({ atMs, count }, index) => {
        const before = observations[index]!.atMs;
        const weight = ((left(atMs) - left(before)) * trendingTuning.baseHalfLifeDays) / Math.LN2;
        const spanDays = (atMs - before) / dayMs;
        const most = Math.max(trendingTuning.leapShare * highest, trendingTuning.leapPerDay);
        const gained = Math.min(Math.max(0, count - highest), most * Math.max(1, spanDays));
        gain += (gained / spanDays) * weight;
        days += gained > 0 ? weight : weight * trendingTuning.repeatWeight;
        if (count >= highest) [highest, belowSinceMs] = [count, Infinity];
        else {
          belowSinceMs = Math.min(belowSinceMs, atMs);
          if (atMs - belowSinceMs >= trendingTuning.settleDays * dayMs)
            [highest, belowSinceMs] = [count, Infinity];
        }
      });
      expect(base.gain).toBeCloseTo(gain, 5);
      expect(base.days).toBeCloseTo(days, 5);
    }),
  );
});

test('one observation more is the same as folding all anew', () => {
  fc.assert(
    fc.property(history, (observations) => {
      const last = observations.at(-1)!;
      const before = foldObservations(observations.slice(0, -1));
      if (before) expect(foldObservation(before, last)).toEqual(foldObservations(observations));
    }),
  );
});

test('missing days neither look like silence nor like a burst', () => {
  const daily = measure(seen([6, 10], [5, 20], [4, 30], [3, 40], [2, 50], [1, 60], [0, 70]));
  const gappy = measure(seen([6, 10], [1, 60], [0, 70]));
  expect(gappy.now.gain).toBeCloseTo(daily.now.gain, 9);
  expect(gappy.base.gain).toBeCloseTo(daily.base.gain, 9);
  expect(gappy.base.days).toBeCloseTo(daily.base.days, 9);
});

test('a count that falls for a while and recovers has gained nothing', () => {
  expect(measure(seen([5, 100], [3, 2], [0, 100])).base.gain).toBe(0);
});

test('a count that stays lower for a week gains from there', () => {
  const purged = measure(seen([10, 1_000], [9, 800], [2, 805], [1, 815], [0, 825]));
  expect(purged.base.gain).toBeGreaterThan(15);
});

test('a leap is mostly a level, and its days are full days', () => {
  const leapt = foldObservations(seen([2, 8], [1, 8], [0, 16_000]))!;
  expect(leapt).toMatchObject({ highest: 16_000, leapt: 16_000 - 8 - trendingTuning.leapPerDay });
  const { gain, days } = measureSignal(leapt, { nowMs }).base;
  expect(gain).toBeLessThanOrEqual(trendingTuning.leapPerDay);
  expect(days).toBeGreaterThan(1.2);
});

test('what grew up before our eyes has lived for as long; of an old count as long as its pace says', () => {
  const days = (...observations: [number, number][]) => measure(seen(...observations)).livedDays;
  expect(days([2, 0], [1, 30], [0, 60])).toBe(2);
  expect(days([2, 540], [1, 570], [0, 600])).toBe(20);
  expect(days([2, 540], [0, 540])).toBe(Infinity);
  expect(days([1, 1], [0, 20_001])).toBe(1 * (20_001 / 200));
});

test('a first count is only a level, unless the day is known on which it was 0', () => {
  const fold = foldObservations(seen([0, 30]))!;
  expect(measureSignal(fold, { nowMs }).base.gain).toBe(0);
  expect(measureSignal(fold, { nowMs, bornMs: nowMs - 2 * dayMs }).base.gain).toBeGreaterThan(29);
});

test('a repository that was famous before anybody looked is not credited with its fame', () => {
  const fold = foldObservations(seen([0, 50_000]))!;
  const { gain } = measureSignal(fold, { nowMs, bornMs: nowMs - dayMs }).base;
  expect(gain).toBeLessThanOrEqual(trendingTuning.firstLookMaxCount);
});

test('a counter of ten papers gives each a tenth', () => {
  const fold = foldObservations(seen([1, 0], [0, 100]))!;
  const alone = measureSignal(fold, { nowMs });
  expect(measureSignal(fold, { nowMs, sharedBy: 10 }).now.gain).toBeCloseTo(alone.now.gain / 10, 9);
});
