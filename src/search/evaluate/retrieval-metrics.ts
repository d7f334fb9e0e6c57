/** Means over the queries of a set. */
export interface RetrievalMetrics {
  'ndcg@10': number;
  'recall@100': number;
  mrr: number;
}

/**
 * One query's figures: `ranked` are ids, best first; `grades` the judged ones. Gain is linear (the grade itself), as
 * trec_eval and BEIR have it; the reciprocal rank looks at the first hundred.
 */
export function measureRanking(ranked: string[], grades: Map<string, number>): RetrievalMetrics {
  const relevant = [...grades.values()].filter((grade) => grade > 0);
  const gains = ranked.map((id) => Math.max(0, grades.get(id) ?? 0));
  const ideal = discountedGain(relevant.toSorted((a, b) => b - a));
  const first = gains.slice(0, 100).findIndex((gain) => gain > 0);
  return {
    'ndcg@10': ideal > 0 ? discountedGain(gains) / ideal : 0,
    'recall@100':
      relevant.length > 0 ? gains.slice(0, 100).filter((gain) => gain > 0).length / relevant.length : 0,
    mrr: first < 0 ? 0 : 1 / (first + 1),
  };
}

export function meanMetrics(all: RetrievalMetrics[]): RetrievalMetrics {
  const mean = (name: keyof RetrievalMetrics): number =>
    all.reduce((sum, metrics) => sum + metrics[name], 0) / Math.max(all.length, 1);
  return { 'ndcg@10': mean('ndcg@10'), 'recall@100': mean('recall@100'), mrr: mean('mrr') };
}

function discountedGain(gains: number[]): number {
  return gains.slice(0, 10).reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0);
}
