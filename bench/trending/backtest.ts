/**
 * Runs the backtest over the series of a folder and shows what each constant of the score is worth.
 *
 *   node --import tsx bench/trending/backtest.ts [FOLDER] [--every DAYS] [--sensitivity]
 *
 * FOLDER defaults to ../shared/data. --sensitivity lets each constant be smaller and greater in turn.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { monotonicMs } from '../../src/lib/clock.ts';
import {
  formatMean,
  formatReport,
  reportBacktest,
  type BacktestReport,
} from '../../src/trending/backtest/backtest-report.ts';
import {
  offprintFormula,
  publishedFormulas,
  repairedFormulas,
  type RankingFormula,
} from '../../src/trending/backtest/ranking-formulas.ts';
import { readSeries } from '../../src/trending/backtest/read-series.ts';
import { runBacktest } from '../../src/trending/backtest/run-backtest.ts';
import { trendingTuning, type TrendingTuning } from '../../src/trending/trending-constants.ts';

const files = [
  { name: 'github-star-history.jsonl.gz', every: 10 },
  { name: 'paper-star-snapshots-2018-2020.jsonl.gz', every: 1 },
  { name: 'hacker-news-arxiv-series.jsonl.gz', every: 0.25 },
  { name: 'hf-daily-votes-2023-2024.json', every: 1 },
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { every: { type: 'string' }, sensitivity: { type: 'boolean' } },
});
const folder = positionals[0] ?? '../shared/data';
const reports: BacktestReport[] = [];
for (const { name, every } of files) {
  const stepDays = Number(values.every ?? every);
  const formulas = values.sensitivity
    ? variations()
    : [
        offprintFormula(),
        offprintFormula({ name: 'Offprint, fading from first seen', listed: 'first seen' }),
        ...publishedFormulas,
        ...repairedFormulas,
      ];
  await evaluate(join(folder, name), { stepDays, formulas });
}
console.log(formatMean(reports));

async function evaluate(
  path: string,
  options: { stepDays: number; formulas: RankingFormula[] },
): Promise<void> {
  if (!existsSync(path)) return console.log(`${path} is not there: passed over\n`);
  const startedMs = monotonicMs();
  const { series, problemCount } = await readSeries(path);
  const report = reportBacktest(runBacktest(series, options), options.formulas);
  if (report) reports.push(report);
  console.log(`${path}: ${series.length} series, ${problemCount} lines passed over`);
  console.log(report ? formatReport(report) : 'no growth was observed that could be judged');
  console.log(`${((monotonicMs() - startedMs) / 1000).toFixed(1)} s\n`);
}

/** The score as it is, and with each constant that the backtest can see changed alone. */
function variations(): RankingFormula[] {
  const changes: Partial<TrendingTuning>[] = [
    ...[0.25, 1, 3].map((nowHalfLifeDays) => ({ nowHalfLifeDays })),
    ...[30, 180].map((baseHalfLifeDays) => ({ baseHalfLifeDays })),
    ...[0, 0.5, 0.7, 1].map((nowShare) => ({ nowShare })),
    ...[0.02, 0.5].map((nowShrinkDays) => ({ nowShrinkDays })),
    ...[5, 80].map((baseShrinkDays) => ({ baseShrinkDays })),
    ...[1, 20].map((noiseCounts) => ({ noiseCounts })),
    ...[1, 30].map((settleDays) => ({ settleDays })),
    ...[0.0005, 0.008].map((usualGrowthPerDay) => ({ usualGrowthPerDay })),
    ...[0.1, 1].map((repeatWeight) => ({ repeatWeight })),
    ...[0.05, 0.5, 1e9].map((leapShare) => ({ leapShare })),
    ...[50, 1_000].map((leapPerDay) => ({ leapPerDay })),
    ...[0, 2, 6].map((silencePower) => ({ silencePower })),
    ...[3, 300].map((growthShrinkCountDays) => ({ growthShrinkCountDays })),
  ];
  return [
    offprintFormula({ name: 'as it is' }),
    ...changes.map((change) =>
      offprintFormula({
        name: Object.entries(change)
          .map(([name, value]) => `${name} ${value}`)
          .join(),
        tuning: { ...trendingTuning, ...change },
      }),
    ),
  ];
}
