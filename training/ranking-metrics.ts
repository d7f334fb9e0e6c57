/** What a ranking is worth against judgements, as BEIR counts it. */

/** document -> relevance, above 0 for a relevant one */
export type Judgements = ReadonlyMap<string, number>;

/** Normalised discounted cumulative gain of the first `depth`, linear gain. */
export function getNdcg(ranking: readonly string[], judgements: Judgements, depth: number): number {
  const discount = (rank: number): number => 1 / Math.log2(rank + 2);
  let gained = 0;
  ranking.slice(0, depth).forEach((document, rank) => {
    gained += Math.max(0, judgements.get(document) ?? 0) * discount(rank);
  });
  const ideal = [...judgements.values()]
    .filter((relevance) => relevance > 0)
    .sort((a, b) => b - a)
    .slice(0, depth)
    .reduce((sum, relevance, rank) => sum + relevance * discount(rank), 0);
  return ideal === 0 ? 0 : gained / ideal;
}

export function getRecall(ranking: readonly string[], judgements: Judgements, depth: number): number {
  const relevant = [...judgements].filter(([, relevance]) => relevance > 0);
  const found = new Set(ranking.slice(0, depth));
  return relevant.filter(([document]) => found.has(document)).length / Math.max(1, relevant.length);
}

/** One over the rank of the first relevant document; 0 if there is none. */
export function getReciprocalRank(ranking: readonly string[], judgements: Judgements): number {
  const rank = ranking.findIndex((document) => (judgements.get(document) ?? 0) > 0);
  return rank < 0 ? 0 : 1 / (rank + 1);
}
