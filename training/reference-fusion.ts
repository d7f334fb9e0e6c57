/**
 * How keyword and meaning are joined in the tables of README.md, so that the program's search can do the same.
 *
 * Both sides give a score to every candidate (the union of their first `CANDIDATES`); each side's scores become z-scores
 * over the candidates; the result is (1 - w) * keyword + w * dense. The weight w is the query's own:
 *
 *   w = 0.4 * known share * doubt
 *
 * known share: of the idf of the query's words, the part that belongs to words with a row of their own in the model.
 *   A claim made of gene names that the training text never had stays with the keywords.
 * doubt: 1.4 minus the share of the highest possible keyword score that the best document reached, between 0.25 and 1.
 *   When one document has all the words of the query, the reader is looking for that document.
 */
export const CANDIDATES = 200;
const DENSE_WEIGHT = 0.4;
const DOUBT_START = 1.4;
const SMALLEST_DOUBT = 0.25;

export interface FusionInput {
  /** Of each candidate, the keyword score (0 where nothing matches) and the cosine. */
  keyword: readonly number[];
  dense: readonly number[];
  /** Between 0 and 1. */
  knownShare: number;
  /** The keyword score of a document that would have every query term without end. */
  highestKeyword: number;
}

export function fuseScores({ keyword, dense, knownShare, highestKeyword }: FusionInput): number[] {
  const reached = highestKeyword === 0 ? 0 : Math.max(0, ...keyword) / highestKeyword;
  const doubt = Math.min(1, Math.max(SMALLEST_DOUBT, DOUBT_START - reached));
  const weight = DENSE_WEIGHT * knownShare * doubt;
  const denseDeviations = standardise(dense);
  return standardise(keyword).map((score, at) => (1 - weight) * score + weight * (denseDeviations[at] ?? 0));
}

function standardise(scores: readonly number[]): number[] {
  const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / Math.max(1, scores.length);
  const deviation = Math.sqrt(variance);
  return scores.map((score) => (deviation === 0 ? 0 : (score - mean) / deviation));
}
