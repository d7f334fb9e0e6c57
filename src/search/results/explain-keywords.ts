import type { LoadedSegment, QueriedIndex } from '../index-reader.ts';
import {
  coordinationFactor,
  lengthNorm,
  parametersFor,
  saturate,
  type RelevanceParameters,
} from '../scoring/relevance.ts';
import type { WeightedQuery, WeightedTerm } from '../scoring/weigh-query.ts';
import { abstractCount, authorCount, titleCount, venueCount } from '../segments/field-counts.ts';
import { decodePostings } from '../segments/posting-lists.ts';

/** What a word adds to a paper's score, and where it stands: the fields' parts sum to `score`. */
export interface WordPart {
  /** As typed, folded; the two parts of a compound joined. */
  word: string;
  score: number;
  title: number;
  abstract: number;
  authors: number;
  venue: number;
}

export interface KeywordExplanation {
  /** BM25F of each word that the paper has, after `coordination`; best first. */
  words: WordPart[];
  /** By what all of it was multiplied: the share of the query's words, by rarity, that the paper has. */
  coordination: number;
}

/** Takes a paper's keyword score apart, as relevance.ts defines it: the words' scores sum to it. */
export function explainKeywords(
  { terms, groupWeights }: WeightedQuery,
  segment: LoadedSegment,
  ordinal: number,
  index: QueriedIndex,
  given: RelevanceParameters,
): KeywordExplanation {
  const parameters = parametersFor(given, groupWeights.length);
  let mask = 0;
  const parts = terms.flatMap((term): WordPart[] => {
    const part = explainTerm(term, segment, ordinal, index, parameters);
    if (!part) return [];
    mask |= term.mask;
    return [part];
  });
  const total = groupWeights.reduce((sum, weight) => sum + weight, 0);
  const matched = groupWeights.reduce((sum, weight, bit) => sum + ((mask >>> bit) & 1 ? weight : 0), 0);
  const coordination = coordinationFactor(matched, total, parameters.coordination);
  const words = parts.map((part) => scale(part, coordination)).toSorted((a, b) => b.score - a.score);
  return { words, coordination };
}

function explainTerm(
  { word, term, exactRarity, stemRarity }: WeightedTerm,
  { id, columns }: LoadedSegment,
  ordinal: number,
  index: QueriedIndex,
  parameters: RelevanceParameters,
): WordPart | undefined {
  const { averageTitleLength, averageAbstractLength } = index.snapshot.statistics;
  const { titleLengthShare, abstractLengthShare, k1, exactShare } = parameters;
  const inTitle =
    parameters.titleWeight * lengthNorm(columns.titleLengths[ordinal]!, averageTitleLength, titleLengthShare);
  const inAbstract = lengthNorm(
    columns.abstractLengths[ordinal]!,
    averageAbstractLength,
    abstractLengthShare,
  );
  const asTyped = nothing(word);
  const anyForm = nothing(word);
  for (const list of index.postings(id, term).lists) {
    const counts = countsOf(list, ordinal);
    const isExact = list.form === word;
    for (const sum of isExact ? [asTyped, anyForm] : [anyForm]) {
      sum.title += inTitle * titleCount(counts);
      sum.abstract += inAbstract * abstractCount(counts);
      sum.authors += isExact ? parameters.authorWeight * authorCount(counts) : 0;
      sum.venue += parameters.venueWeight * venueCount(counts);
    }
  }
  const weigh = (sum: WordPart, weight: number): WordPart => {
    const weighted = sum.title + sum.abstract + sum.authors + sum.venue;
    const score = weight * saturate(weighted, k1);
    return weighted > 0 ? { ...scale(sum, score / weighted), score } : sum;
  };
  const exact = weigh(asTyped, exactShare * exactRarity);
  const stem = weigh(anyForm, (1 - exactShare) * stemRarity);
  const part = {
    word,
    score: exact.score + stem.score,
    title: exact.title + stem.title,
    abstract: exact.abstract + stem.abstract,
    authors: exact.authors + stem.authors,
    venue: exact.venue + stem.venue,
  };
  return part.score > 0 ? part : undefined;
}

const nothing = (word: string): WordPart => ({
  word,
  score: 0,
  title: 0,
  abstract: 0,
  authors: 0,
  venue: 0,
});

function scale({ word, score, title, abstract, authors, venue }: WordPart, by: number): WordPart {
  return {
    word,
    score: score * by,
    title: title * by,
    abstract: abstract * by,
    authors: authors * by,
    venue: venue * by,
  };
}

/** Field counts of a paper in a list; 0: it isn't there. */
function countsOf(list: Parameters<typeof decodePostings>[0], ordinal: number): number {
  const ordinals = new Uint32Array(list.count);
  const counts = new Uint8Array(list.count);
  decodePostings(list, ordinals, counts);
  const at = ordinals.indexOf(ordinal);
  return at < 0 ? 0 : counts[at]!;
}
