import { trendingTuning, type TrendingTuning } from './trending-constants.ts';

/** One paper's rate in one signal, with whom it is compared. */
export interface RateSample {
  signal: string;
  field: string;
  ageBand: number;
  perDay: number;
}

/**
 * What papers of a field and age usually gain a day in a signal: the mean of log(1 + rate), so that one famous paper
 * does not set the scale, over the papers that have the signal at all; small groups are blended with all fields.
 */
export function typicalRates(
  samples: Iterable<RateSample>,
  tuning: TrendingTuning = trendingTuning,
): (group: Omit<RateSample, 'perDay'>) => number {
  const groups = new Map<string, LogMean>();
  const everywhere = new Map<string, LogMean>();
  for (const { signal, field, ageBand, perDay } of samples) {
    const log = Math.log1p(perDay);
    addTo(groups, `${signal} ${ageBand} ${field}`, log);
    addTo(everywhere, signal, log);
  }
  return ({ signal, field, ageBand }) => {
    const all = everywhere.get(signal);
    if (!all) return tuning.floorPerDay;
    const group = groups.get(`${signal} ${ageBand} ${field}`) ?? { sum: 0, count: 0 };
    const k = tuning.fieldShrinkPapers;
    const log = (group.sum + (k * all.sum) / all.count) / (group.count + k);
    return Math.max(tuning.floorPerDay, Math.expm1(log));
  };
}

interface LogMean {
  sum: number;
  count: number;
}

function addTo(means: Map<string, LogMean>, key: string, value: number): void {
  const mean = means.get(key);
  if (mean) {
    mean.sum += value;
    mean.count++;
  } else means.set(key, { sum: value, count: 1 });
}
