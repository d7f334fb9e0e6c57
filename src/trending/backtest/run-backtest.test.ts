import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ndcg, orderByScore, precision } from './judge-ranking.ts';
import {
  offprintFormula,
  publishedFormulas,
  repairedFormulas,
  type RankingFormula,
} from './ranking-formulas.ts';
import { runBacktest } from './run-backtest.ts';
import type { KnownSeries, Series } from './series.ts';

const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 0, 1);
const dayOf = (day: number): number => startMs + day * dayMs;
const allFormulas = (): RankingFormula[] => [offprintFormula(), ...publishedFormulas, ...repairedFormulas];

/** Counts that rise at random, with missing days, late beginnings and falls. */
const someSeries: fc.Arbitrary<Series[]> = fc
  .array(
    fc.record({
      firstDay: fc.nat(15),
      steps: fc.array(
        fc.record({ gapDays: fc.integer({ min: 1, max: 4 }), gain: fc.integer({ min: -5, max: 90 }) }),
        {
          minLength: 12,
          maxLength: 25,
        },
      ),
    }),
    { minLength: 6, maxLength: 12 },
  )
  .map((all) =>
    all.map(({ firstDay, steps }, index) => {
      let [day, count] = [firstDay, 100];
      const observations = steps.map(({ gapDays, gain }) => ({
        atMs: dayOf((day += gapDays)),
        count: (count = Math.max(0, count + gain)),
      }));
      return { id: `series ${index}`, observations };
    }),
  );

test('nothing after a date has any influence on how a formula ranks at it', () => {
  fc.assert(
    fc.property(someSeries, fc.integer({ min: 20, max: 40 }), fc.nat(1_000), (series, day, change) => {
      const atMs = dayOf(day);
      const changed = series.map(({ observations, ...about }) => ({
        ...about,
        observations: observations.map(({ atMs: when, count }, index) => ({
          atMs: when,
          count: when > atMs ? count + change * (index + 1) : count,
        })),
      }));
      expect(scoresUpTo(series, atMs)).toEqual(scoresUpTo(changed, atMs));
    }),
    { numRuns: 40 },
  );
});

/** All scores that a backtest asks for at dates up to `atMs`. */
function scoresUpTo(series: Series[], atMs: number): number[][] {
  const seen: number[][] = [];
  const spies = allFormulas().map((formula) => ({
    ...formula,
    score(pool: readonly KnownSeries[], nowMs: number) {
      const scores = formula.score(pool, nowMs);
      for (const { observations } of pool) expect(observations.at(-1)!.atMs).toBeLessThanOrEqual(nowMs);
      if (nowMs <= atMs) seen.push(scores);
      return scores;
    },
  }));
  runBacktest(series, { formulas: spies, stepDays: 3 });
  return seen;
}

test('folding on from date to date scores as folding anew at each', () => {
  fc.assert(
    fc.property(someSeries, (series) => {
      const steady = offprintFormula();
      const fresh = {
        ...steady,
        score: (pool: readonly KnownSeries[], at: number) => offprintFormula().score(pool, at),
      };
      for (const { results } of runBacktest(series, { formulas: [steady, fresh], stepDays: 2 })) {
        expect(results[0]).toEqual(results[1]);
      }
    }),
    { numRuns: 20 },
  );
});

const steady = (id: string, perDay: number, days = 30, from = 0): Series => ({
  id,
  observations: Array.from({ length: days }, (_, day) => ({
    atMs: dayOf(from + day),
    count: 1_000 + perDay * day,
  })),
});

test('steady growth is foreseen by whoever looks at rates, not by whoever looks at totals', () => {
  const series = [9, 3, 7, 1, 5, 8].map((perDay, index) => {
    const { id, observations } = steady(`${perDay}`, perDay);
    return {
      id,
      observations: observations.map(({ atMs, count }) => ({ atMs, count: count + 1_000 * index })),
    };
  });
  const dates = runBacktest(series, { formulas: [offprintFormula(), publishedFormulas[0]!], stepDays: 5 });
  const last = dates.at(-1)!;
  // Three weeks of observation still leave a little to what is usual for a count of its size.
  expect(last.results[0]!.ndcg).toBeGreaterThan(0.97);
  expect(last.results[1]!.ndcg).toBeLessThan(0.95);
});

test('a series is no candidate before it begins, after it ends, or where its growth is not known', () => {
  const series = [1, 2, 3, 4, 5].map((perDay) => steady(`${perDay}`, perDay, 40));
  const dates = runBacktest([...series, steady('late', 50, 10, 20)], { formulas: [], stepDays: 1 });
  const candidatesOn = new Map(dates.map(({ atMs, candidates }) => [(atMs - startMs) / dayMs, candidates]));
  expect([19, 20, 22, 23].map((day) => candidatesOn.get(day))).toEqual([5, 6, 6, 5]);
  expect(Math.max(...candidatesOn.keys())).toBe(32);
});

describe('judgements', () => {
  test('the best order is 1, and what is found further down counts less', () => {
    expect(ndcg([2, 0, 1], [3, 0, 8])).toBe(1);
    expect(ndcg([0, 2, 1], [3, 0, 8])).toBeCloseTo((3 + 8 / Math.log2(3)) / (8 + 3 / Math.log2(3)), 12);
    expect(ndcg([0], [0])).toBeNaN();
  });

  test('precision is the share of the greatest growths that are on the first page, whatever the order of ties', () => {
    const growth = Array.from({ length: 40 }, (_, index) => index);
    const order = orderByScore(growth.map((value) => (value >= 30 ? value : -value)));
    expect(precision(order, growth)).toBe(0.5);
    expect(precision([0, 1, 2], [5, 5, 0])).toBe(1);
  });

  test('equal scores keep the order of the pool and NaN comes last', () => {
    expect(orderByScore([1, NaN, 1, 2])).toEqual([3, 0, 2, 1]);
  });
});
