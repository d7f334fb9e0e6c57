import { abstractCount, authorCount, titleCount, venueCount } from '../segments/field-counts.ts';

/**
 * BM25F (Robertson, Zaragoza: "The Probabilistic Relevance Framework", 2009): occurrences are first added up over the
 * fields, each weighted and divided by its relative length, and then saturated once per word. A word counts partly as
 * typed and partly in any form of its stem; the sum is multiplied by the share of the query's words that the paper has.
 * Chosen on the four judged sets and on known papers by four words each; bench/search measures both.
 */
export interface RelevanceParameters {
  /** The higher, the more further occurrences count. */
  k1: number;
  titleWeight: number;
  /** How much a long title or abstract is held against its words, 0 to 1. */
  titleLengthShare: number;
  abstractLengthShare: number;
  authorWeight: number;
  venueWeight: number;
  /** Share of the word as typed; the rest is its stem's. */
  exactShare: number;
  /** How strongly missing words of the query count: the exponent of the share of words present. */
  coordination: number;
  /** How fast the two above lose their weight in longer queries: 0 not at all, 1 in proportion. */
  lengthFade: number;
}

export const relevanceParameters: RelevanceParameters = {
  k1: 1.6,
  titleWeight: 3,
  titleLengthShare: 0.4,
  abstractLengthShare: 0.6,
  authorWeight: 3,
  venueWeight: 0.5,
  exactShare: 0.5,
  coordination: 2,
  lengthFade: 1.5,
};

/** Up to so many words, a query is a choice of words; a longer one is a description, of which a paper has a part. */
const CHOSEN_WORDS = 4;

/** The parameters for a query of so many words: the longer, the less it matters that words are missing or inflected. */
export function parametersFor(parameters: RelevanceParameters, wordCount: number): RelevanceParameters {
  const share = Math.pow(Math.min(1, CHOSEN_WORDS / Math.max(wordCount, 1)), parameters.lengthFade);
  return {
    ...parameters,
    exactShare: parameters.exactShare * share,
    coordination: parameters.coordination * share,
  };
}

/** What the whole collection says, and the parameters with it. */
export interface CollectionStatistics {
  paperCount: number;
  averageTitleLength: number;
  averageAbstractLength: number;
}

/** Rarity of a term: ln(1 + (N - df + 0.5) / (df + 0.5)), never negative. */
export function inverseFrequency(paperCount: number, withTerm: number): number {
  return Math.log(1 + (paperCount - withTerm + 0.5) / (withTerm + 0.5));
}

/** By what an occurrence in a field of this length is multiplied. */
export function lengthNorm(length: number, average: number, share: number): number {
  return 1 / (1 - share + (share * length) / Math.max(average, 1));
}

/** Field counts (one byte) of a form as one weighted number; authors count only for the word as typed. */
export function weightedCount(
  counts: number,
  titleNorm: number,
  abstractNorm: number,
  { isExact }: { isExact: boolean },
  parameters: RelevanceParameters,
): number {
  return (
    abstractCount(counts) * abstractNorm +
    parameters.titleWeight * titleCount(counts) * titleNorm +
    (isExact ? parameters.authorWeight * authorCount(counts) : 0) +
    parameters.venueWeight * venueCount(counts)
  );
}

export function saturate(weighted: number, k1: number): number {
  return weighted / (k1 + weighted);
}

/** The factor for having `matched` of `total` parts (by rarity) of the query. */
export function coordinationFactor(matched: number, total: number, exponent: number): number {
  return total > 0 ? Math.pow(matched / total, exponent) : 1;
}
