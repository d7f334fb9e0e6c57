import { measureSignal, type SignalMeasure } from './measure-signal.ts';
import type { SignalFold } from './signal-fold.ts';
import { signalMomentum } from './signal-momentum.ts';
import { ageBandsDays, trendingTuning, type TrendingTuning } from './trending-constants.ts';
import { growthRates } from './growth-rates.ts';
import { typicalRates } from './typical-rates.ts';

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

export interface TrendingScore {
  /** Greater is more trending; 0 where there is no signal, or where the paper is too old. */
  score: number;
  /** What the score is made of, greatest part first. */
  parts: TrendingPart[];
  /** Days since it was listed, where known. */
  ageDays?: number;
  /** What its age leaves of the parts' sum, 1 to 0. */
  fade: number;
}

export interface TrendingPart {
  /** The kind of signal: `stars`, `upvotes`, ... */
  signal: string;
  /** The newest count. */
  count: number;
  /** The rate at which it can be expected to go on. */
  perDay: number;
  /** That rate, in multiples of what is usual for its field and age. */
  timesField: number;
  score: number;
}

/**
 * The trending scores of papers that compete for one list, in their order. A pure function: nothing but what is passed
 * in, and nothing observed after `nowMs`, has any influence.
 *
 * score = fade(age) * sum over signals of trust * log2(1 + momentum / typical momentum of the field and age band)
 */
export function trendingScores(
  papers: readonly ScoredPaper[],
  { nowMs, tuning = trendingTuning }: { nowMs: number; tuning?: TrendingTuning },
): TrendingScore[] {
  const measured = papers.map((paper) => measurePaper(paper, { nowMs, tuning }));
  const growth = growthRates(
    measured.flatMap(({ measures }) => measures),
    tuning,
  );
  const rated = measured.map(({ measures, ...paper }) => ({
    ...paper,
    rates: measures.map(({ signal, measure }) => ({
      signal,
      measure,
      perDay: signalMomentum(measure, { growthPerDay: growth(signal), tuning }),
    })),
  }));
  const typical = typicalRates(
    rated.flatMap(({ field, ageBand, rates }) =>
      rates.map(({ signal, perDay }) => ({ signal, field, ageBand, perDay })),
    ),
    tuning,
  );
  return rated.map(({ field, ageBand, ageDays, rates }) => {
    const parts = rates
      .map((rate) => scorePart(rate, typical({ signal: rate.signal, field, ageBand }), tuning))
      .filter((part) => part.score > 0)
      .sort((a, b) => b.score - a.score || (a.signal < b.signal ? -1 : 1));
    const fade = fadeOf(ageDays, tuning);
    const score = fade * parts.reduce((sum, part) => sum + part.score, 0);
    return { score, parts, fade, ...(ageDays === undefined ? {} : { ageDays }) };
  });
}

/** The kind of a signal, without where it was counted. */
export function signalKind(signal: string): string {
  const colon = signal.indexOf(':');
  return colon < 0 ? signal : signal.slice(0, colon);
}

interface MeasuredPaper {
  field: string;
  ageDays: number | undefined;
  ageBand: number;
  /** At most one for each kind of signal. */
  measures: { signal: string; measure: SignalMeasure }[];
}

const dayMs = 86_400_000;

function measurePaper(
  { field, listedMs, signals }: ScoredPaper,
  { nowMs, tuning }: { nowMs: number; tuning: TrendingTuning },
): MeasuredPaper {
  const ageDays = listedMs === undefined ? undefined : Math.max(0, (nowMs - listedMs) / dayMs);
  const born = listedMs === undefined ? {} : { bornMs: listedMs };
  const liveliest = new Map<string, { signal: string; measure: SignalMeasure }>();
  for (const { signal: name, fold, sharedBy = 1 } of signals) {
    const measure = measureSignal(fold, { nowMs, sharedBy, tuning, ...born });
    const signal = signalKind(name);
    // Two repositories of a paper are mostly starred by the same people: the livelier one speaks for both. So does the
    // new name of a repository that was renamed.
    const other = liveliest.get(signal);
    if (!other || signalMomentum(measure, { tuning }) > signalMomentum(other.measure, { tuning }))
      liveliest.set(signal, { signal, measure });
  }
  return { field, ageDays, ageBand: ageBandOf(ageDays), measures: [...liveliest.values()] };
}

function scorePart(
  { signal, measure, perDay }: { signal: string; measure: SignalMeasure; perDay: number },
  typicalPerDay: number,
  { noiseCounts }: TrendingTuning,
): TrendingPart {
  const timesField = perDay / typicalPerDay;
  const evidence = measure.base.gain + perDay;
  const trust = evidence / (evidence + noiseCounts);
  return {
    signal,
    count: measure.count,
    perDay,
    timesField,
    score: trust * Math.log2(1 + timesField),
  };
}

function fadeOf(ageDays: number | undefined, { fadeHalfLifeDays, maxAgeDays }: TrendingTuning): number {
  if (ageDays === undefined) return 1;
  return ageDays > maxAgeDays ? 0 : 2 ** (-ageDays / fadeHalfLifeDays);
}

function ageBandOf(ageDays: number | undefined): number {
  if (ageDays === undefined) return -1;
  const band = ageBandsDays.findIndex((days) => ageDays <= days);
  return band < 0 ? ageBandsDays.length : band;
}
