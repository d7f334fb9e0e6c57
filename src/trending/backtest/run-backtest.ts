import { numberObservedBy, type Observation } from '../observation.ts';
import { ndcg, orderByScore, precision } from './judge-ranking.ts';
import type { RankingFormula } from './ranking-formulas.ts';
import type { KnownSeries, Series } from './series.ts';

export interface BacktestOptions {
  formulas: RankingFormula[];
  /** Days from one judged date to the next; 10 visits every day of the week in turn. */
  stepDays?: number;
  /** Growth over so many days after the date is the truth. */
  horizonDays?: number;
}

/** What came out at one date, for each formula in the order given. */
export interface JudgedDate {
  atMs: number;
  candidates: number;
  results: Judgement[];
}

export interface Judgement {
  ndcg: number;
  precision: number;
}

const dayMs = 86_400_000;

/** Fewer can hardly be ranked wrongly. */
const minCandidates = 5;

/** A series that was not seen for longer than this is no candidate: nobody could know whether it still exists. */
const maxSilenceDays = 7;

/**
 * Ranks the series at each date by what was known then and compares with what happened next. The formulas are given
 * copies that end at the date, so a look ahead is impossible. A date with very few candidates, or where nothing grew,
 * judges nothing and is left out.
 */
export function runBacktest(
  series: readonly Series[],
  { formulas, stepDays = 10, horizonDays = 7 }: BacktestOptions,
): JudgedDate[] {
  const judged: JudgedDate[] = [];
  for (const atMs of datesOf(series, { stepDays, horizonDays })) {
    const known: KnownSeries[] = [];
    const growth: number[] = [];
    for (const one of series) {
      const grown = growthAfter(one, { atMs, horizonDays });
      if (grown === undefined) continue;
      known.push({
        id: one.id,
        observations: one.observations.slice(0, numberObservedBy(one.observations, atMs)),
      });
      growth.push(grown);
    }
    if (growth.length < minCandidates || growth.every((value) => value === 0)) continue;
    const results = formulas.map(({ score }) => {
      const order = orderByScore(score(known, atMs));
      return { ndcg: ndcg(order, growth), precision: precision(order, growth) };
    });
    judged.push({ atMs, candidates: growth.length, results });
  }
  return judged;
}

/** Mean over dates, for each formula. */
export function averageJudgements(dates: readonly JudgedDate[]): Judgement[] {
  const formulas = dates[0]?.results.length ?? 0;
  const mean = (pick: (date: JudgedDate) => number): number =>
    dates.reduce((sum, date) => sum + pick(date), 0) / dates.length;
  return Array.from({ length: formulas }, (_, index) => ({
    ndcg: mean(({ results }) => results[index]!.ndcg),
    precision: mean(({ results }) => results[index]!.precision),
  }));
}

/** Every `stepDays` from the first observation of all on, as long as some series is still observed a horizon later. */
function* datesOf(
  series: readonly Series[],
  { stepDays, horizonDays }: { stepDays: number; horizonDays: number },
): Generator<number> {
  let first = Infinity;
  let last = -Infinity;
  for (const { observations } of series) {
    first = Math.min(first, observations[0]?.atMs ?? Infinity);
    last = Math.max(last, observations.at(-1)?.atMs ?? -Infinity);
  }
  for (let atMs = first; atMs <= last; atMs += stepDays * dayMs) {
    if (atMs + horizonDays * dayMs <= last || series.some(({ endsFlat }) => endsFlat)) yield atMs;
  }
}

/**
 * The growth over the horizon, never negative; undefined where the series is no candidate at `atMs` or its growth is
 * not known because it ends before. Between observations the count is taken to rise evenly.
 */
function growthAfter(
  { observations, endsFlat = false }: Series,
  { atMs, horizonDays }: { atMs: number; horizonDays: number },
): number | undefined {
  const newest = observations[numberObservedBy(observations, atMs) - 1];
  if (!newest || newest.atMs <= atMs - maxSilenceDays * dayMs) return undefined;
  const before = countAt(observations, atMs, endsFlat);
  const after = countAt(observations, atMs + horizonDays * dayMs, endsFlat);
  return before === undefined || after === undefined ? undefined : Math.max(0, after - before);
}

function countAt(observations: readonly Observation[], atMs: number, endsFlat: boolean): number | undefined {
  const index = numberObservedBy(observations, atMs);
  const [before, after] = [observations[index - 1], observations[index]];
  if (!before) return undefined;
  if (before.atMs === atMs) return before.count;
  if (!after) return endsFlat ? before.count : undefined;
  return before.count + ((after.count - before.count) * (atMs - before.atMs)) / (after.atMs - before.atMs);
}
