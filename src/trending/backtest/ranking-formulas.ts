import { numberObservedBy, type Observation } from '../observation.ts';
import { foldObservation, foldObservations, type SignalFold } from '../signal-fold.ts';
import { trendingTuning, type TrendingTuning } from '../trending-constants.ts';
import { trendingScores } from '../trending-score.ts';
import type { KnownSeries } from './series.ts';

/** A way to rank series at an instant; greater scores first. */
export interface RankingFormula {
  name: string;
  /** Whose it is and where it was published. */
  source: string;
  score(pool: readonly KnownSeries[], nowMs: number): number[];
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Offprint's own score, as the site computes it. */
export function offprintFormula({
  name = 'Offprint',
  tuning = trendingTuning,
  listed = 'unknown',
}: { name?: string; tuning?: TrendingTuning; listed?: 'unknown' | 'first seen' } = {}): RankingFormula {
  const remember = rememberFolds(tuning);
  return {
    name,
    source: 'docs/trending.md',
    score: (pool, nowMs) =>
      trendingScores(
        pool.map((known) => ({
          field: '',
          signals: [{ signal: 'count', fold: remember(known) }],
          ...(listed === 'first seen' ? { listedMs: known.observations[0]!.atMs } : {}),
        })),
        { nowMs, tuning },
      ).map(({ score }) => score),
  };
}

/** Folds each series on from where it stood at the date before, as the site does with every new observation. */
function rememberFolds(tuning: TrendingTuning): (known: KnownSeries) => SignalFold {
  const folds = new Map<string, { length: number; fold: SignalFold }>();
  return ({ id, observations }) => {
    const before = folds.get(id);
    const fold =
      before && before.length <= observations.length
        ? observations
            .slice(before.length)
            .reduce((folded, next) => foldObservation(folded, next, tuning), before.fold)
        : foldObservations(observations, tuning)!;
    folds.set(id, { length: observations.length, fold });
    return fold;
  };
}

/** The formulas that other services publish or are known to use; age counts from the first observation. */
export const publishedFormulas: RankingFormula[] = [
  each('total count', 'Hugging Face daily list, SciRate: most votes first', ({ count }) => count),
  each('last-day delta', 'GitHub trending: stars per interval', ({ count, observations, nowMs }) => {
    return count - countAt(observations, nowMs - dayMs);
  }),
  each('count per hour', 'Papers with Code: stars per hour since publication', ({ count, ageHours }) => {
    return count / Math.max(ageHours, 1);
  }),
  emaOfDeltas(0.5, 'trending-repos.com, daily'),
  emaOfDeltas(0.3, 'trending-repos.com, weekly'),
  emaOfDeltas(0.1, 'trending-repos.com, monthly'),
  each('Hacker News', 'news.arc: (points - 1)^0.8 / (hours + 2)^1.8', ({ count, ageHours }) => {
    return Math.max(count - 1, 0) ** 0.8 / (ageHours + 2) ** 1.8;
  }),
  each('daily papers HN', 'dailypapersHN: votes / (hours + 2)^1.5', ({ count, ageHours }) => {
    return count / (ageHours + 2) ** 1.5;
  }),
  each('Reddit hot', 'r2/lib/db/_sorts.pyx', ({ count, observations }) => {
    return Math.log10(Math.max(count, 1)) + (observations[0]!.atMs / 1000 - 1_134_028_003) / 45_000;
  }),
  each('ResearchHub', 'researchhub-backend src/feed/hot_score.py, upvotes and recency', (known) => {
    const recency = 24 / (known.ageHours + 24);
    return (25 * Math.log1p(known.count) + 30 * Math.log1p(recency)) / (known.ageHours + 24) ** 0.8;
  }),
];

/** The exponential average made aware of missing days, which no published one is: the hardest to beat. */
export const repairedFormulas: RankingFormula[] = [1, 3, 7].map((halfLifeDays) =>
  each(`gap-aware average, ${halfLifeDays} d`, 'ours: gains spread over the days they took', (known) =>
    averagePerDay(known, halfLifeDays),
  ),
);

interface Known {
  observations: readonly Observation[];
  count: number;
  ageHours: number;
  nowMs: number;
}

function each(name: string, source: string, scoreOne: (known: Known) => number): RankingFormula {
  return {
    name,
    source,
    score: (pool, nowMs) =>
      pool.map(({ observations }) => {
        const ageHours = (nowMs - observations[0]!.atMs) / hourMs;
        return scoreOne({ observations, nowMs, ageHours, count: observations.at(-1)!.count });
      }),
  };
}

/** alpha * newest delta + (1 - alpha) * average before, over successive snapshots, whatever time lies between them. */
function emaOfDeltas(alpha: number, source: string): RankingFormula {
  return each(`exponential average ${alpha}`, source, ({ observations }) => {
    let average = 0;
    // Deltas older than 150 snapshots weigh less than 1e-6.
    const start = Math.max(1, observations.length - 150);
    for (let index = start; index < observations.length; index++) {
      const delta = observations[index]!.count - observations[index - 1]!.count;
      average = index === start ? delta : alpha * delta + (1 - alpha) * average;
    }
    return average;
  });
}

function averagePerDay({ observations, nowMs }: Known, halfLifeDays: number): number {
  const decayPerMs = Math.LN2 / (halfLifeDays * dayMs);
  let gained = 0;
  let weights = 0;
  let leftAfter = Math.exp((observations.at(-1)!.atMs - nowMs) * decayPerMs);
  // What is older than twenty half-lives weighs less than a millionth.
  const oldestMs = nowMs - 20 * halfLifeDays * dayMs;
  for (let index = observations.length - 1; index > 0 && observations[index]!.atMs > oldestMs; index--) {
    const [before, after] = [observations[index - 1]!, observations[index]!];
    const leftBefore = Math.exp((before.atMs - nowMs) * decayPerMs);
    const weight = leftAfter - leftBefore;
    gained += ((after.count - before.count) / (after.atMs - before.atMs)) * weight;
    weights += weight;
    leftAfter = leftBefore;
  }
  return weights > 0 ? gained / weights : 0;
}

/** The newest count not after `atMs`; the first one where there is none. */
function countAt(observations: readonly Observation[], atMs: number): number {
  return observations[Math.max(0, numberObservedBy(observations, atMs) - 1)]!.count;
}
