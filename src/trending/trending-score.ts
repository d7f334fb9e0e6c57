import { measurePaper, type ScoredPaper } from './measure-paper.ts';
import type { SignalMeasure } from './measure-signal.ts';
import { weightOfKind } from './signal-kinds.ts';
import { trendingTuning, type TrendingTuning } from './trending-constants.ts';
import {
  momentumAmong,
  trendingNorms,
  typicalAmong,
  type MeasuredPaper,
  type TrendingNorms,
} from './trending-norms.ts';

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
 */
export function trendingScores(
  papers: readonly ScoredPaper[],
  { nowMs, tuning = trendingTuning }: { nowMs: number; tuning?: TrendingTuning },
): TrendingScore[] {
  const measured = papers.map((paper) => measurePaper(paper, { nowMs, tuning }));
  const norms = trendingNorms(measured, tuning);
  return measured.map((paper) => scoreAmong(norms, paper, tuning));
}

/**
 * The score of a paper among others.
 *
 * score = fade(age) * sum over signals of weight * trust * log2(1 + momentum / typical momentum of the field and age band)
 */
export function scoreAmong(
  norms: TrendingNorms,
  { field, ageBand, ageDays, measures }: MeasuredPaper,
  tuning: TrendingTuning = trendingTuning,
): TrendingScore {
  const parts = measures
    .map(({ kind, measure }) =>
      scorePart(
        { kind, measure, perDay: momentumAmong(norms, { kind, measure }, tuning) },
        typicalAmong(norms, { kind, field, ageBand }, tuning),
        tuning,
      ),
    )
    .filter((part) => part.score > 0)
    .sort((a, b) => b.score - a.score || (a.signal < b.signal ? -1 : 1));
  const fade = fadeOf(ageDays, tuning);
  const score = fade * parts.reduce((sum, part) => sum + part.score, 0);
  return { score, parts, fade, ...(ageDays === undefined ? {} : { ageDays }) };
}

function scorePart(
  { kind, measure, perDay }: { kind: string; measure: SignalMeasure; perDay: number },
  typicalPerDay: number,
  { noiseCounts }: TrendingTuning,
): TrendingPart {
  const timesField = perDay / typicalPerDay;
  const evidence = measure.base.gain + perDay;
  const trust = evidence / (evidence + noiseCounts);
  return {
    signal: kind,
    count: measure.count,
    perDay,
    timesField,
    score: weightOfKind(kind) * trust * Math.log2(1 + timesField),
  };
}

function fadeOf(ageDays: number | undefined, { fadeHalfLifeDays, maxAgeDays }: TrendingTuning): number {
  if (ageDays === undefined) return 1;
  return ageDays > maxAgeDays ? 0 : 2 ** (-ageDays / fadeHalfLifeDays);
}
