import type { SignalFold, WeightedGain } from './signal-fold.ts';
import { trendingTuning, type TrendingTuning } from './trending-constants.ts';

/** How fast one signal of one paper gains at an instant, before it is compared with others. */
export interface SignalMeasure {
  now: WeightedGain;
  base: WeightedGain;
  /** The newest count. */
  count: number;
  /** For how long it has gained: of a count of which only a part was seen to grow, in proportion longer. */
  livedDays: number;
  /** What it was seen to gain in all, and the days in which it did times the count it had at first. */
  grown: Growth;
  /** When it last gained. */
  grewAtMs: number;
  /** When anybody last looked. */
  lookedAtMs: number;
  /** For how long it has been known: since the paper was listed, else since the first look. */
  knownDays: number;
}

/** Gains, and the days in which they were made times the count that made them. */
export interface Growth {
  gain: number;
  countDays: number;
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
  const { first, newest, highest, leapt, grewAtMs } = fold;
  const bornBeforeMs = bornMs === undefined ? first.atMs : Math.min(bornMs, first.atMs - dayMs);
  const firstGain = bornMs === undefined ? 0 : Math.min(first.count, tuning.firstLookMaxCount);
  const measured = (then: WeightedGain, halfLifeDays: number): WeightedGain => {
    const weightAt = (atMs: number): number => 2 ** ((atMs - nowMs) / dayMs / halfLifeDays);
    const left = weightAt(newest.atMs);
    const { gain, days } = { gain: then.gain * left, days: then.days * left };
    if (bornMs === undefined) return { gain: gain / sharedBy, days };
    const firstDays = (halfLifeDays / Math.LN2) * (weightAt(first.atMs) - weightAt(bornBeforeMs));
    const firstPerDay = firstGain / ((first.atMs - bornBeforeMs) / dayMs);
    return { gain: (gain + firstPerDay * firstDays) / sharedBy, days: days + firstDays };
  };
  const grown = Math.max(0, highest - first.count - leapt);
  const gained = grown + firstGain;
  return {
    now: measured(fold.now, tuning.nowHalfLifeDays),
    base: measured(fold.base, tuning.baseHalfLifeDays),
    count: newest.count,
    // At this pace the whole count took so long; what was never seen to grow may be as old as it likes.
    livedDays: gained > 0 ? ((grewAtMs - bornBeforeMs) / dayMs) * (highest / gained) : Infinity,
    grown: { gain: grown, countDays: (first.count * (grewAtMs - first.atMs)) / dayMs },
    grewAtMs,
    lookedAtMs: newest.atMs,
    knownDays: (nowMs - bornBeforeMs) / dayMs,
  };
}
