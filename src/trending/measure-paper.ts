import { measureSignal, type SignalMeasure } from './measure-signal.ts';
import type { SignalFold } from './signal-fold.ts';
import { signalMomentum } from './signal-momentum.ts';
import { ageBandsDays, trendingTuning, type TrendingTuning } from './trending-constants.ts';
import type { MeasuredPaper } from './trending-norms.ts';

/** One counter of a paper. */
export interface ScoredSignal {
  /** `upvotes`, or with where it was counted: `stars:github.com/owner/name`. */
  signal: string;
  fold: SignalFold;
  /** How many papers share this very counter (a repository of ten papers); its gains are divided among them. */
  sharedBy?: number;
}

/** What the score needs to know of one paper. */
export interface ScoredPaper {
  /** With whom it is compared: its primary category. */
  field: string;
  /** The day it was listed; without it the score does not fade and first counts are only levels. */
  listedMs?: number;
  signals: readonly ScoredSignal[];
}

const dayMs = 86_400_000;

/** A paper's signals as they are at `nowMs`; nothing observed later may be in them. */
export function measurePaper(
  { field, listedMs, signals }: ScoredPaper,
  { nowMs, tuning = trendingTuning }: { nowMs: number; tuning?: TrendingTuning },
): MeasuredPaper {
  const ageDays = listedMs === undefined ? undefined : Math.max(0, (nowMs - listedMs) / dayMs);
  const born = listedMs === undefined ? {} : { bornMs: listedMs };
  const liveliest = new Map<string, { kind: string; measure: SignalMeasure }>();
  for (const { signal, fold, sharedBy = 1 } of signals) {
    const measure = measureSignal(fold, { nowMs, sharedBy, tuning, ...born });
    const kind = signalKind(signal);
    const other = liveliest.get(kind);
    if (!other || paceOf(measure, tuning) > paceOf(other.measure, tuning))
      liveliest.set(kind, { kind, measure });
  }
  return { field, ageDays, ageBand: ageBandOf(ageDays), measures: [...liveliest.values()] };
}

/**
 * Two repositories of a paper are mostly starred by the same people: the livelier one speaks for both. So does the new
 * name of a repository that was renamed.
 */
function paceOf(measure: SignalMeasure, tuning: TrendingTuning): number {
  const usual = {
    growthPerDay: 0,
    newcomerGrowthPerDay: tuning.usualGrowthPerDay,
    lookedAtMs: measure.grewAtMs,
  };
  return signalMomentum(measure, usual, tuning);
}

/** The kind of a signal, without where it was counted. */
export function signalKind(signal: string): string {
  const colon = signal.indexOf(':');
  return colon < 0 ? signal : signal.slice(0, colon);
}

function ageBandOf(ageDays: number | undefined): number {
  if (ageDays === undefined) return -1;
  const band = ageBandsDays.findIndex((days) => ageDays <= days);
  return band < 0 ? ageBandsDays.length : band;
}
