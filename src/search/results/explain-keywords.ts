import type { LoadedSegment, QueriedIndex } from '../index-reader.ts';
import {
  coordinationFactor,
  lengthNorm,
  parametersFor,
  saturate,
  type RelevanceParameters,
} from '../scoring/relevance.ts';
import type { WeightedQuery, WeightedTerm } from '../scoring/weigh-query.ts';
import { decodeList } from '../segments/posting-kernel.ts';
import { abstractCount, authorCount, titleCount, venueCount } from '../segments/field-counts.ts';
import { findOrdinal } from '../segments/find-ordinal.ts';
import type { PostingList } from '../segments/posting-lists.ts';

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

/** Where a paper lies in the index. */
export interface IndexPlace {
  segment: LoadedSegment;
  ordinal: number;
}

/** Takes papers' keyword scores apart, as relevance.ts defines them: the words' scores sum to each. */
export function explainKeywords(
  query: WeightedQuery,
  places: IndexPlace[],
  index: QueriedIndex,
  given: RelevanceParameters,
): KeywordExplanation[] {
  const parameters = parametersFor(given, query.groupWeights.length);
  const countsOf = readCounts(query, places, index);
  return places.map((place) => explainPlace(query, place, { index, parameters, countsOf }));
}

interface Explaining {
  index: QueriedIndex;
  parameters: RelevanceParameters;
  /** Field counts of a paper in a list; 0: it isn't there. */
  countsOf(list: PostingList, ordinal: number): number;
}

/** Decodes each list once for all papers: a common word stands in hundreds of thousands. */
function readCounts(
  { terms }: WeightedQuery,
  places: IndexPlace[],
  { postings }: QueriedIndex,
): Explaining['countsOf'] {
  const counts = new Map<PostingList, Map<number, number>>();
  for (const segment of new Set(places.map((place) => place.segment))) {
    const wanted = places.filter((place) => place.segment === segment).map(({ ordinal }) => ordinal);
    const last = Math.max(...wanted);
    for (const list of new Set(terms.flatMap(({ term }) => postings(segment.id, term).lists))) {
      const decoded = decodeList(list, last);
      const found = wanted.map(
        (ordinal) => [ordinal, decoded.counts[findOrdinal(decoded.ordinals, ordinal)] ?? 0] as const,
      );
      counts.set(list, new Map(found));
    }
  }
  return (list, ordinal) => counts.get(list)?.get(ordinal) ?? 0;
}

function explainPlace(
  { terms, groupWeights }: WeightedQuery,
  place: IndexPlace,
  explaining: Explaining,
): KeywordExplanation {
  let mask = 0;
  const parts = terms.flatMap((term): WordPart[] => {
    const part = explainTerm(term, place, explaining);
    if (!part) return [];
    mask |= term.mask;
    return [part];
  });
  const total = groupWeights.reduce((sum, weight) => sum + weight, 0);
  const matched = groupWeights.reduce((sum, weight, bit) => sum + ((mask >>> bit) & 1 ? weight : 0), 0);
  const coordination = coordinationFactor(matched, total, explaining.parameters.coordination);
  const words = parts.map((part) => scale(part, coordination)).toSorted((a, b) => b.score - a.score);
  return { words, coordination };
}

function explainTerm(
  { word, term, exactRarity, stemRarity }: WeightedTerm,
  { segment: { id, columns }, ordinal }: IndexPlace,
  { index, parameters, countsOf }: Explaining,
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
