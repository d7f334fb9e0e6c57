import type { Observation } from './observation.ts';
import { trendingTuning, type TrendingTuning } from './trending-constants.ts';

/**
 * What is remembered of a signal's observations: two exponentially averaged gains and how many days they speak for,
 * both as of the newest observation. One more observation, or the passing of time, changes it in constant time, so
 * that scores never need the history again.
 */
export interface SignalFold {
  first: Observation;
  newest: Observation;
  /** The count that must be passed before anything is a gain. */
  highest: number;
  /** Since when the count stands below `highest`; null where it does not. */
  belowSinceMs: number | null;
  /** When it last gained; where it never did, when it was first seen. */
  grewAtMs: number;
  /** What it rose by that was not counted as gained, because it leapt. */
  leapt: number;
  now: WeightedGain;
  base: WeightedGain;
}

/** Gains and the days in which they were made, weighted by how recent they are; gain / days is a rate per day. */
export interface WeightedGain {
  gain: number;
  days: number;
}

const dayMs = 86_400_000;

/** A signal seen once: only a level. */
export function startFold(observation: Observation): SignalFold {
  return {
    first: observation,
    newest: observation,
    highest: observation.count,
    belowSinceMs: null,
    grewAtMs: observation.atMs,
    leapt: 0,
    now: { gain: 0, days: 0 },
    base: { gain: 0, days: 0 },
  };
}

/**
 * The fold with one more observation, which must be newer than all before. A gain is spread evenly over the time since
 * the observation before, so missing days look neither like silence nor, when the counting resumes, like a burst. A
 * falling count is no negative event: it gains nothing until it passes its highest, or has stayed below for
 * `settleDays`. Of a leap only so much is a gain as a counter can gain; the rest is a level. Days without a gain count
 * only in part, because a source may repeat what it said before.
 */
export function foldObservation(
  fold: SignalFold,
  observation: Observation,
  tuning: TrendingTuning = trendingTuning,
): SignalFold {
  const { atMs, count } = observation;
  const rise = Math.max(0, count - fold.highest);
  const spanDays = (atMs - fold.newest.atMs) / dayMs;
  const gain = Math.min(rise, greatestGain(fold, spanDays, tuning));
  const weight = gain > 0 ? 1 : tuning.repeatWeight;
  const belowSinceMs = count < fold.highest ? (fold.belowSinceMs ?? atMs) : null;
  const isSettled = belowSinceMs === null || atMs - belowSinceMs >= tuning.settleDays * dayMs;
  return {
    first: fold.first,
    newest: observation,
    highest: isSettled ? count : fold.highest,
    belowSinceMs: isSettled ? null : belowSinceMs,
    grewAtMs: gain > 0 ? atMs : fold.grewAtMs,
    leapt: fold.leapt + rise - gain,
    now: addSpan(fold.now, { gain, spanDays, weight, halfLifeDays: tuning.nowHalfLifeDays }),
    base: addSpan(fold.base, { gain, spanDays, weight, halfLifeDays: tuning.baseHalfLifeDays }),
  };
}

/** Folds observations, oldest first; undefined where there are none. */
export function foldObservations(
  observations: readonly Observation[],
  tuning: TrendingTuning = trendingTuning,
): SignalFold | undefined {
  const [first, ...rest] = observations;
  return first && rest.reduce((fold, next) => foldObservation(fold, next, tuning), startFold(first));
}

function greatestGain({ highest }: SignalFold, spanDays: number, tuning: TrendingTuning): number {
  return Math.max(tuning.leapShare * highest, tuning.leapPerDay) * Math.max(1, spanDays);
}

/** Everything that was remembered counts less by the time that has passed; then comes the new span. */
function addSpan(
  { gain: oldGain, days: oldDays }: WeightedGain,
  {
    gain,
    spanDays,
    weight,
    halfLifeDays,
  }: { gain: number; spanDays: number; weight: number; halfLifeDays: number },
): WeightedGain {
  const left = 2 ** (-spanDays / halfLifeDays);
  // The integral of 2^(-t / halfLife) over the span: the days it counts for.
  const days = weight * (halfLifeDays / Math.LN2) * (1 - left);
  return { gain: oldGain * left + (gain / spanDays) * days, days: oldDays * left + days };
}
