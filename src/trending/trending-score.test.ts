import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trendingScore, type SignalSeries } from './trending-score.ts';

const nowMs = Date.UTC(2026, 7, 20);
const daysAgo = (days: number): number => nowMs - days * 86_400_000;
const at = { listedMs: daysAgo(20), nowMs };
const stars = (...observations: [daysBack: number, count: number][]): SignalSeries => ({
  signal: 'stars',
  observations: observations.map(([days, count]) => ({ atMs: daysAgo(days), count })),
});

test('a gain today outweighs the same gain last week', () => {
  const today = trendingScore([stars([7, 10], [0, 110])], at);
  const lastWeek = trendingScore([stars([14, 10], [7, 110], [0, 110])], at);
  expect(today.score).toBeGreaterThan(lastWeek.score);
});

test('a total that no longer grows counts for nothing after a while', () => {
  const resting = trendingScore([stars([400, 50_000], [0, 50_000])], at);
  const growing = trendingScore([stars([2, 0], [0, 60])], at);
  expect(growing.score).toBeGreaterThan(resting.score);
});

test('a repository that was famous before its first snapshot is not news', () => {
  const famous = trendingScore([stars([0, 5_000])], { listedMs: daysAgo(3_000), nowMs });
  const risen = trendingScore([stars([2, 0], [0, 60])], at);
  expect(risen.score).toBeGreaterThan(famous.score);
});

test('a count that falls and recovers is no gain', () => {
  const steady = trendingScore([stars([5, 100], [0, 100])], at);
  const flapping = trendingScore([stars([5, 100], [3, 2], [0, 100])], at);
  expect(flapping).toEqual(steady);
});

test('what is observed after now is not known yet', () => {
  expect(trendingScore([stars([3, 5], [-1, 500])], at)).toEqual(trendingScore([stars([3, 5])], at));
});

test('a stray upvote or two is nearly nothing beside real growth', () => {
  const noise = trendingScore([{ signal: 'upvotes', observations: [{ atMs: daysAgo(0), count: 1 }] }], at);
  const real = trendingScore([{ signal: 'upvotes', observations: [{ atMs: daysAgo(0), count: 30 }] }], at);
  expect(noise.score * 8).toBeLessThan(real.score);
});

test('more growth never scores less', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10_000), fc.integer({ min: 0, max: 30 }), (count, extra, age) => {
      const less = trendingScore([stars([age, count])], at).score;
      const more = trendingScore([stars([age, count + extra])], at).score;
      expect(more).toBeGreaterThanOrEqual(less);
    }),
  );
});
