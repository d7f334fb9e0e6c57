/** Positions 1 to 20 are judged: what fits a page or a mail. */
export const judgedPositions = 20;

/**
 * Normalised discounted cumulative gain at 20: the growth found at each position, divided by log2(position + 1),
 * summed, and divided by the same sum for the best possible order. `order` holds indexes into `growth`.
 * Linear gain, as in Järvelin and Kekäläinen (2002). Answers NaN where nothing grew.
 */
export function ndcg(order: readonly number[], growth: readonly number[]): number {
  const ideal = [...growth].sort((a, b) => b - a);
  return discounted(order.map((index) => growth[index]!)) / discounted(ideal);
}

/**
 * The share of the 20 (or as many as there are) greatest growths that the ranking has in its own first 20. Equal
 * growths at the edge count as found, so that the order of ties has no influence.
 */
export function precision(order: readonly number[], growth: readonly number[]): number {
  const grown = growth.filter((value) => value > 0).sort((a, b) => b - a);
  const wanted = Math.min(judgedPositions, grown.length);
  if (wanted === 0) return NaN;
  const least = grown[wanted - 1]!;
  const found = order.slice(0, judgedPositions).filter((index) => growth[index]! >= least).length;
  return Math.min(found, wanted) / wanted;
}

/** Indexes in the order of falling scores. Equal scores keep the order of the pool; NaN comes last. */
export function orderByScore(scores: readonly number[]): number[] {
  const value = (index: number): number => (Number.isNaN(scores[index]) ? -Infinity : scores[index]!);
  return scores
    .map((_, index) => index)
    .sort((a, b) => (value(a) === value(b) ? a - b : value(b) - value(a)));
}

function discounted(gains: readonly number[]): number {
  return gains
    .slice(0, judgedPositions)
    .reduce((sum, gain, position) => sum + gain / Math.log2(position + 2), 0);
}
