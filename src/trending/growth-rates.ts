import type { SignalMeasure } from './measure-signal.ts';
import { trendingTuning, type TrendingTuning } from './trending-constants.ts';

/**
 * What share of itself a count gains a day, for each kind of signal, over all papers that have it: what to expect of
 * a count that was hardly observed yet. Where little was observed at all it is close to `usualGrowthPerDay`.
 */
export function growthRates(
  measured: Iterable<{ signal: string; measure: SignalMeasure }>,
  tuning: TrendingTuning = trendingTuning,
): (signal: string) => number {
  const totals = new Map<string, { gain: number; countDays: number }>();
  for (const { signal, measure } of measured) {
    const total = totals.get(signal) ?? { gain: 0, countDays: 0 };
    total.gain += measure.base.gain;
    total.countDays += measure.base.days * measure.count;
    totals.set(signal, total);
  }
  return (signal) => {
    const { gain, countDays } = totals.get(signal) ?? { gain: 0, countDays: 0 };
    const believed = tuning.growthShrinkCountDays;
    return (gain + believed * tuning.usualGrowthPerDay) / (countDays + believed);
  };
}
