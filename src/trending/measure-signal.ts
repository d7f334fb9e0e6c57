import type { SignalFold, WeightedGain } from './signal-fold.ts';
import { trendingTuning, type TrendingTuning } from './trending-constants.ts';

/** How fast one signal of one paper gains at an instant, before it is compared with others. */
export interface SignalMeasure {
  now: WeightedGain;
  base: WeightedGain;
  /** The newest count. */
  count: number;
}

const dayMs = 86_400_000;

/**
 * What a fold says at `nowMs` (not before its newest observation). With `bornMs`, the day the paper was listed, the
 * first count is taken to have been gained since then; without it, it is only a level. A counter that `sharedBy`
 * papers share (a repository of ten papers) is divided among them.
 */
export function measureSignal(
  fold: SignalFold,
  {
    nowMs,
    bornMs,
    sharedBy = 1,
    tuning = trendingTuning,
  }: { nowMs: number; bornMs?: number; sharedBy?: number; tuning?: TrendingTuning },
): SignalMeasure {
  const measured = (then: WeightedGain, halfLifeDays: number): WeightedGain => {
    const weightAt = (atMs: number): number => 2 ** ((atMs - nowMs) / dayMs / halfLifeDays);
    const left = weightAt(fold.newest.atMs);
    const { gain, days } = { gain: then.gain * left, days: then.days * left };
    if (bornMs === undefined) return { gain: gain / sharedBy, days };
    const bornBeforeMs = Math.min(bornMs, fold.first.atMs - dayMs);
    const firstDays = (halfLifeDays / Math.LN2) * (weightAt(fold.first.atMs) - weightAt(bornBeforeMs));
    const firstGain = Math.min(fold.first.count, tuning.firstLookMaxCount);
    const firstPerDay = firstGain / ((fold.first.atMs - bornBeforeMs) / dayMs);
    return { gain: (gain + firstPerDay * firstDays) / sharedBy, days: days + firstDays };
  };
  return {
    now: measured(fold.now, tuning.nowHalfLifeDays),
    base: measured(fold.base, tuning.baseHalfLifeDays),
    count: fold.newest.count,
  };
}
