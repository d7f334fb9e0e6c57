import type { EvaluatedSet } from './evaluate-set.ts';
import { meanMetrics, type RetrievalMetrics } from './retrieval-metrics.ts';

type MetricsByMode = { [mode: string]: RetrievalMetrics };

/** The figures of several sets: those of each, and their mean in which every set counts alike. */
export interface EvaluationReport {
  sets: { [name: string]: MetricsByMode };
  mean: MetricsByMode;
}

export function reportEvaluation(evaluated: EvaluatedSet[]): EvaluationReport {
  const modes = Object.keys(evaluated[0]?.metrics ?? {});
  const meanOf = (mode: string): RetrievalMetrics =>
    meanMetrics(evaluated.flatMap(({ metrics }) => metrics[mode] ?? []));
  return {
    sets: Object.fromEntries(evaluated.map(({ name, metrics }) => [name, metrics])),
    mean: Object.fromEntries(modes.map((mode) => [mode, meanOf(mode)])),
  };
}

/** A table: one line for each set and mode. */
export function formatEvaluation({ sets, mean }: EvaluationReport): string {
  const width = Math.max('set'.length, ...Object.keys(sets).map((name) => name.length));
  const lines = [`${'set'.padEnd(width)}  mode    nDCG@10  Recall@100    MRR`];
  for (const [name, metrics] of [...Object.entries(sets), ['mean', mean] as const]) {
    Object.entries(metrics).forEach(([mode, figures], index) => {
      const cells = [
        figures['ndcg@10'].toFixed(4).padStart(7),
        figures['recall@100'].toFixed(4).padStart(10),
        figures.mrr.toFixed(4),
      ];
      lines.push(
        `${(index === 0 ? name : '').padEnd(width)}  ${mode.padEnd('hybrid'.length)}  ${cells.join('  ')}`,
      );
    });
  }
  return `${lines.join('\n')}\n`;
}
