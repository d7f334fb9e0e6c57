import {
  formatMean,
  formatReport,
  meanOfReports,
  reportBacktest,
  type BacktestReport,
} from '../trending/backtest/backtest-report.ts';
import {
  offprintFormula,
  publishedFormulas,
  repairedFormulas,
} from '../trending/backtest/ranking-formulas.ts';
import { readSeries } from '../trending/backtest/read-series.ts';
import { runBacktest } from '../trending/backtest/run-backtest.ts';
import { WrongUseError, type Command } from './command.ts';
import { parseCount, parseOptions } from './parse-options.ts';

/** Judges the trending score and the formulas of others on counts over time. */
export const evalTrendingCommand: Command = {
  name: 'eval-trending',
  summary: 'judge the trending score on counts over time',
  usage: `Usage: bin/offprint eval-trending FILE... [--every DAYS] [--horizon DAYS] [--json]

Ranks the series of each file at many dates by what was known then, and compares with what happened next: for
Offprint's score, for the formulas that other services publish, and for an exponential average that knows of missing
days. A file holds JSON lines, gzip or plain: {"id": "...", "dates": ["2026-08-20", ...], "counts": [12, ...]}; "repo"
and "stars" are understood as well. Of several files the mean is printed last. See docs/trending.md for what is measured
and how.

  --every DAYS     days from one judged date to the next, 1 to 365 (default 10)
  --horizon DAYS   growth over so many days after the date is the truth, 1 to 90 (default 7)
  --json           print the figures as JSON, one line a file; of several files last {"mean": {...}}

Exit codes: 0 done, 1 a file could not be read or judged nothing, 2 wrong use.
`,
  async run({ stdout, stderr, signal }, args) {
    const { values, positionals } = parseOptions(args, {
      every: { type: 'string', default: '10' },
      horizon: { type: 'string', default: '7' },
      json: { type: 'boolean' },
    });
    if (positionals.length === 0) throw new WrongUseError('eval-trending needs a FILE');
    const stepDays = parseCount('--every', values.every, { min: 1, max: 365 });
    const horizonDays = parseCount('--horizon', values.horizon, { min: 1, max: 90 });
    const options = { stepDays, horizonDays };
    const evaluations: FileEvaluation[] = [];
    let exitCode: 0 | 1 = 0;
    for (const path of positionals) {
      if (signal.aborted) return 1;
      try {
        const evaluation = await evaluateFile(path, options, (problem) =>
          stderr.write(`${path}, ${problem}\n`),
        );
        evaluations.push(evaluation);
        stdout.write(values.json ? `${JSON.stringify(evaluation)}\n` : formatText(evaluation));
      } catch (error) {
        stderr.write(`${path}: ${error instanceof Error ? error.message : String(error)}\n`);
        exitCode = 1;
      }
    }
    if (evaluations.length > 1) {
      const mean = { formulas: meanOfReports(evaluations) };
      stdout.write(values.json ? `${JSON.stringify({ mean })}\n` : formatMean(evaluations));
    }
    return exitCode;
  },
};

interface FileEvaluation extends BacktestReport {
  file: string;
  seriesCount: number;
}

async function evaluateFile(
  path: string,
  options: { stepDays: number; horizonDays: number },
  onProblem: (problem: string) => void,
): Promise<FileEvaluation> {
  const { series, problems, problemCount } = await readSeries(path);
  problems.forEach(onProblem);
  if (problemCount > problems.length) onProblem(`${problemCount} lines were passed over in all`);
  const formulas = [
    offprintFormula(),
    offprintFormula({ name: 'Offprint, fading from first seen', listed: 'first seen' }),
    ...publishedFormulas,
    ...repairedFormulas,
  ];
  const report = reportBacktest(runBacktest(series, { formulas, ...options }), formulas);
  if (!report) {
    throw new Error(
      `no two dates with enough series that go on for ${options.horizonDays} days; nothing was judged`,
    );
  }
  return { file: path, seriesCount: series.length, ...report };
}

function formatText(evaluation: FileEvaluation): string {
  return `${evaluation.file}: ${evaluation.seriesCount} series, ${formatReport(evaluation)}\n`;
}
