import type { RankingFormula } from './ranking-formulas.ts';
import { averageJudgements, type JudgedDate, type Judgement } from './run-backtest.ts';

/** How one formula did before and after the middle of the judged dates. */
export interface FormulaReport {
  name: string;
  firstHalf: Judgement;
  secondHalf: Judgement;
}

export interface BacktestReport {
  /** Judged dates, and the mean number of candidates at them. */
  dateCount: number;
  meanCandidates: number;
  /** The first date of the second half, `YYYY-MM-DD`. */
  secondHalfFrom: string;
  formulas: FormulaReport[];
}

/** Constants are chosen on the first half of the dates and judged on the second. Undefined without two dates. */
export function reportBacktest(
  dates: readonly JudgedDate[],
  formulas: readonly RankingFormula[],
): BacktestReport | undefined {
  const middle = dates.length >> 1;
  const firstOfSecond = dates[middle];
  if (middle === 0 || !firstOfSecond) return undefined;
  const [first, second] = [averageJudgements(dates.slice(0, middle)), averageJudgements(dates.slice(middle))];
  return {
    dateCount: dates.length,
    meanCandidates: dates.reduce((sum, { candidates }) => sum + candidates, 0) / dates.length,
    secondHalfFrom: new Date(firstOfSecond.atMs).toISOString().slice(0, 10),
    formulas: formulas.map(({ name }, index) => ({
      name,
      firstHalf: first[index]!,
      secondHalf: second[index]!,
    })),
  };
}

/** Every formula's mean over several reports, each of the same weight; the formulas are those of the first. */
export function meanOfReports(reports: readonly BacktestReport[]): FormulaReport[] {
  const mean = (name: string, half: 'firstHalf' | 'secondHalf'): Judgement => {
    const judgements = reports.flatMap(({ formulas }) =>
      formulas.filter((formula) => formula.name === name).map((formula) => formula[half]),
    );
    const meanOf = (what: keyof Judgement): number =>
      judgements.reduce((sum, judgement) => sum + judgement[what], 0) / judgements.length;
    return { ndcg: meanOf('ndcg'), precision: meanOf('precision') };
  };
  return (reports[0]?.formulas ?? []).map(({ name }) => ({
    name,
    firstHalf: mean(name, 'firstHalf'),
    secondHalf: mean(name, 'secondHalf'),
  }));
}

/** The report as a table. */
export function formatReport({
  dateCount,
  meanCandidates,
  secondHalfFrom,
  formulas,
}: BacktestReport): string {
  const candidates = `${Math.round(meanCandidates)} candidates each on average`;
  return `${dateCount} dates, ${candidates}; second half from ${secondHalfFrom}\n\n${formatFormulas(formulas)}`;
}

/** What {@link meanOfReports} answers, as a table. */
export const formatMean = (reports: readonly BacktestReport[]): string =>
  `Mean of the ${reports.length} files\n\n${formatFormulas(meanOfReports(reports))}\n`;

/** A table, best of the second half first. */
function formatFormulas(formulas: readonly FormulaReport[]): string {
  const columns = (judgement: Judgement): string =>
    `${judgement.ndcg.toFixed(4).padStart(9)} ${judgement.precision.toFixed(4).padStart(9)}`;
  const rows = [...formulas]
    .sort((a, b) => b.secondHalf.ndcg - a.secondHalf.ndcg)
    .map(
      ({ name, firstHalf, secondHalf }) =>
        `${name.padEnd(32)} ${columns(firstHalf)}   ${columns(secondHalf)}`,
    );
  return [
    `${''.padEnd(32)} ${'first half'.padStart(19)}   ${'second half'.padStart(19)}`,
    `${'formula'.padEnd(32)} ${'nDCG@20'.padStart(9)} ${'P@20'.padStart(9)}   ${'nDCG@20'.padStart(9)} ${'P@20'.padStart(9)}`,
    ...rows,
    '',
  ].join('\n');
}
