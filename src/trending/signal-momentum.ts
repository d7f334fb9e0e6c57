import type { SignalMeasure } from './measure-signal.ts';
import { trendingTuning, type TrendingTuning } from './trending-constants.ts';

/**
 * The rate (counts a day) at which a signal can be expected to go on gaining: the geometric mean of its present and
 * its lasting rate, each shrunk towards what is usual where little was observed.
 * `growthPerDay`: what share of itself a count of this signal usually gains a day.
 */
export function signalMomentum(
  { now, base, count }: SignalMeasure,
  { growthPerDay = 0, tuning = trendingTuning }: { growthPerDay?: number; tuning?: TrendingTuning },
): number {
  const expected = growthPerDay * count;
  const lasting = (base.gain + tuning.baseShrinkDays * expected) / (base.days + tuning.baseShrinkDays);
  const present = (now.gain + tuning.nowShrinkDays * lasting) / (now.days + tuning.nowShrinkDays);
  return present ** tuning.nowShare * lasting ** (1 - tuning.nowShare);
}
