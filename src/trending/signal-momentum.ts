import type { SignalMeasure } from './measure-signal.ts';
import { trendingTuning, type TrendingTuning } from './trending-constants.ts';

/** What is usual among the counters of a kind. */
export interface UsualGrowth {
  /** What share of itself a count gains a day. */
  growthPerDay: number;
  /** What share of its first count one gains a day: what to expect of a count that was never seen to grow. */
  newcomerGrowthPerDay: number;
  /** When anybody last looked at any of them; nobody's looking is nobody's silence. */
  lookedAtMs: number;
}

/**
 * The rate (counts a day) at which a signal is gaining: its present rate, or, where that is above its lasting rate, a
 * geometric mean of both; each shrunk towards what is usual where little was observed; less by how long it has gained
 * nothing for its age.
 */
export function signalMomentum(
  { now, base, count, livedDays, grewAtMs }: SignalMeasure,
  { growthPerDay, newcomerGrowthPerDay, lookedAtMs }: UsualGrowth,
  tuning: TrendingTuning = trendingTuning,
): number {
  const isNewcomer = livedDays === Infinity;
  const expected = count * (isNewcomer ? newcomerGrowthPerDay : growthPerDay);
  const lasting = (base.gain + tuning.baseShrinkDays * expected) / (base.days + tuning.baseShrinkDays);
  const present = (now.gain + tuning.nowShrinkDays * lasting) / (now.days + tuning.nowShrinkDays);
  // At the usual pace a newcomer's count took so long.
  const lived = isNewcomer ? 1 / newcomerGrowthPerDay : livedDays;
  const silentDays = Math.max(0, lookedAtMs - grewAtMs) / 86_400_000;
  const alive = silentDays === 0 ? 1 : lived / (lived + silentDays);
  // Only a burst is tempered by its past: what has slowed down goes on as it is now.
  const share = present > lasting ? tuning.nowShare : 1;
  return present ** share * lasting ** (1 - share) * alive ** tuning.silencePower;
}
