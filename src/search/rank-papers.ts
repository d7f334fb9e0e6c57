import { formatCount } from '../lib/format-count.ts';
import type { Database } from '../storage/database.ts';
import { countPapers, IndexReader, type LoadedSegment, type QueriedIndex } from './index-reader.ts';
import { AcronymMeanings } from './query/acronym-meanings.ts';
import { formatCursor, parseCursor } from './query/search-cursor.ts';
import type { ParsedQuery } from './query/parse-query.ts';
import { areFiltersEmpty, type Requirement } from './query/query-filters.ts';
import { understandQuery } from './query/understand-query.ts';
import { FacetCounter } from './results/count-facets.ts';
import { FacetGroups } from './results/facet-groups.ts';
import { findClosestSentences } from './results/closest-sentence.ts';
import type { TextRange } from './results/mark-words.ts';
import { explainKeywords } from './results/explain-keywords.ts';
import { readTrendingScores } from './results/read-trending-scores.ts';
import { createVocabulary } from './results/vocabulary.ts';
import { createSecondThread, type SecondThreadUse } from './second-thread.ts';
import { allowLiving, applyFilters } from './scoring/apply-filters.ts';
import { FilterCache } from './scoring/filter-cache.ts';
import { findPhrases, hasPhrases, MAX_PHRASE_CANDIDATES } from './scoring/find-phrases.ts';
import {
  beginMeaning,
  NONE_ALONE,
  rankByWords,
  type RankingMode,
  type WordAnswer,
  type WordRanking,
} from './fusion/rank-by-words.ts';
import { SegmentSharing } from './fusion/share-segments.ts';
import { relevanceParameters, type RelevanceParameters } from './scoring/relevance.ts';
import { SegmentScorer } from './scoring/score-segment.ts';
import { NearestFinder } from './vectors/nearest-finder.ts';
import { rankSimilar } from './similar/rank-similar.ts';
import { TopHits } from './scoring/top-hits.ts';
import { weighQuery } from './scoring/weigh-query.ts';
import { withAllWords } from './scoring/with-all-words.ts';
import { hasBit } from './segments/bitmap.ts';
import { findOrdinal } from './segments/find-ordinal.ts';
import type { Hit, HitExplanation, SearchQuery, SearchResult, SortOrder } from './search.ts';

/** An answer without the papers' text. */
export interface Ranking extends Omit<SearchResult, 'query' | 'hits'> {
  /** Papers that pass the filters and have at least one of the words (in any form), or are near to them in meaning. */
  total: number;
  hits: RankedHit[];
  /** The stems that were searched, for marking. */
  terms: string[];
}

interface RankedHit extends Pick<Hit, 'score' | 'why'> {
  paperId: number;
  /** Of a paper that has none of the words: the sentence nearest to the query. */
  closest?: TextRange;
}

export interface RankedSimilar {
  paperId: number;
  score: number;
}

/** Which papers others shall be like. */
export interface SimilarQuestion {
  paperIds: number[];
  limit: number;
}

/** A query, and what an embeddings server made of it, where there is one. */
export interface RankingQuestion extends SearchQuery {
  remoteVector?: Float32Array;
}

/** Ranks papers for queries; not the papers themselves, only their ids. */
export interface Ranker {
  rank(query: RankingQuestion): Promise<Ranking>;
  /** See `Search.similar`. */
  rankSimilar(question: SimilarQuestion): Promise<RankedSimilar[]>;
  close(): Promise<void>;
}

export interface RankerOptions {
  /** Encoded postings kept in memory. */
  cacheBytes?: number;
  parameters?: RelevanceParameters;
  /** Files of the embedding models that may be used, see VectorReader; none: keywords alone. */
  modelPaths?: string[];
  /** The name of an embeddings server's model, where one encodes papers; see `EmbeddingsServer`. */
  remoteModel?: string | undefined;
  mode?: RankingMode;
  threadFrom?: SecondThreadUse;
}

const MAX_LIMIT = 1_000;

/** A ranker over the index in this database, on this thread. Closing it leaves the database open. */
export function createRanker(
  database: Database,
  {
    cacheBytes = 80 << 20,
    parameters = relevanceParameters,
    modelPaths = [],
    mode = 'hybrid',
    threadFrom = { papers: 300_000, postingBytes: 60_000 },
    remoteModel,
  }: RankerOptions = {},
): Ranker {
  const reader = new IndexReader(database, { cacheBytes, modelPaths, remoteModel });
  const cache = new FilterCache({ maxBytes: 8 << 20 });
  const acronyms = new AcronymMeanings();
  const vocabularyOf = createVocabulary(database);
  const groups = new FacetGroups();
  const second = createSecondThread(parameters);
  const finder = new NearestFinder(second, threadFrom);
  const sharing = new SegmentSharing(second, threadFrom);
  const scorer = new SegmentScorer(parameters);
  return {
    async rank(asked) {
      const mayBegin = ({ terms }: ParsedQuery): boolean =>
        mode === 'hybrid' &&
        (asked.sort ?? 'relevance') === 'relevance' &&
        terms.length > 0 &&
        !asked.remoteVector;
      let areFiltersKnown = true;
      const { query, index, correction, completions } = await understandQuery(asked, {
        database,
        reader,
        acronyms,
        vocabularyOf,
        hearWords(words, snapshot, countOf) {
          const allowedOf = (segment: LoadedSegment) => cache.recall(segment, words.filters);
          areFiltersKnown = areFiltersEmpty(words.filters) || snapshot.segments.every(allowedOf);
          if (areFiltersKnown && mayBegin(words))
            beginMeaning(words, snapshot, countOf, { finder, allowedOf });
        },
        // Filters that were not asked for before need postings; those of phrases even the papers' text.
        hearPostings(words, read) {
          if (areFiltersKnown || hasPhrases(words.filters) || !mayBegin(words)) return;
          const countOf = (term: string): number => countPapers(read, term);
          const allowedOf = (segment: LoadedSegment) => applyFilters(words.filters, segment, read, { cache });
          beginMeaning(words, read.snapshot, countOf, { finder, allowedOf });
        },
      });
      const after = asked.cursor === undefined ? undefined : parseCursor(asked.cursor);
      const size = Math.max(1, Math.min(asked.limit, MAX_LIMIT));
      const phrases = await findPhrases(database, query.filters, index, {
        cache,
        chooseBest(most, allowedOf) {
          const best = new TopHits(most);
          rankPapers(query, index, { scorer, finder, sharing, mode: 'bm25', top: best, allowedOf });
          return best.sorted().map(({ paperId }) => paperId);
        },
      });
      // One more than asked for, to know whether there is a next page.
      const top = new TopHits(size + 1, after);
      const facets = asked.facets ? countFacets(index, groups) : undefined;
      const { total, reach, alone } = rankPapers(query, index, {
        scorer,
        finder,
        sharing,
        mode,
        top,
        remoteVector: asked.remoteVector,
        reach: after?.reach,
        allowedOf: (segment) =>
          applyFilters(query.filters, segment, index, { cache, phrases: phrases.papers }),
        ...(facets && { facets }),
        sort: asked.sort,
        ...(asked.sort === 'trending' && { trendingScores: await readTrendingScores(database) }),
      });
      const ranked = top.sorted();
      const encoder = index.snapshot.vectors?.encoder;
      const shown = ranked.slice(0, size).map(({ paperId }) => paperId);
      const unmarked = shown.filter((paperId) => alone.has(paperId));
      const closest = encoder
        ? await findClosestSentences(database, unmarked, { text: query.text, encoder })
        : undefined;
      const hits = ranked.slice(0, size).map(({ paperId, score }): RankedHit => {
        const range = closest?.get(paperId);
        return { paperId, score, ...(range && { closest: range }) };
      });
      const last = ranked[hits.length - 1];
      return {
        total,
        hits: asked.explain ? explainHits(hits, query, index, { parameters, sort: asked.sort }) : hits,
        next: ranked.length > size && last ? formatCursor({ ...last, reach }) : null,
        notes: [...query.notes, ...phrases.incomplete.map(noteIncomplete)],
        terms: query.terms.map(({ term }) => term),
        ...(correction && { correction }),
        ...(asked.isTyping && { completions }),
        ...(facets && { facets: facets.result() }),
      };
    },
    rankSimilar: ({ paperIds, limit }) =>
      rankSimilar(paperIds, Math.max(1, Math.min(limit, MAX_LIMIT)), { database, reader, scorer, finder }),
    close: () => second.end(),
  };
}

function countFacets({ snapshot }: QueriedIndex, groups: FacetGroups): FacetCounter {
  for (const { columns } of snapshot.segments) groups.of(columns);
  return new FacetCounter(groups);
}

interface SegmentRanking extends WordRanking {
  sort?: SortOrder | undefined;
  /** By paper; for the order `trending`. */
  trendingScores?: ReadonlyMap<number, number>;
}

/**
 * Offers every paper that matches and passes, and answers their number. By day, those with all the words; filters
 * alone: everything that passes, newest first. Neither words nor filters: nothing.
 */
function rankPapers(
  query: ParsedQuery,
  index: QueriedIndex,
  { sort = 'relevance', trendingScores, ...ranking }: SegmentRanking,
): WordAnswer {
  const hasWords = query.terms.length > 0;
  if (hasWords && sort === 'relevance') return rankByWords(query, index, ranking);
  let total = 0;
  if (!hasWords && areFiltersEmpty(query.filters)) return { total, reach: undefined, alone: NONE_ALONE };
  for (const segment of index.snapshot.segments) {
    const passing = ranking.allowedOf(segment);
    const allowed = hasWords ? withAllWords(query, segment, index, passing) : passing;
    const ordinals = livingOrdinals(segment, allowed);
    ranking.facets?.count(segment.columns, ordinals);
    offerByDay(segment, ordinals, ranking.top, trendingScores);
    total += ordinals.length;
  }
  return { total, reach: undefined, alone: NONE_ALONE };
}

function livingOrdinals(segment: LoadedSegment, allowed: Uint8Array | undefined): Uint32Array {
  const living = allowLiving(segment, allowed);
  const ordinals = new Uint32Array(segment.columns.paperCount);
  let count = 0;
  for (let ordinal = 0; ordinal < ordinals.length; ordinal++)
    if (!living || hasBit(living, ordinal)) ordinals[count++] = ordinal;
  return ordinals.subarray(0, count);
}

function offerByDay(
  { columns }: LoadedSegment,
  ordinals: Uint32Array,
  top: TopHits,
  trendingScores?: ReadonlyMap<number, number>,
): void {
  for (const ordinal of ordinals) {
    const [paperId, publishedDay] = [columns.paperIds[ordinal]!, columns.publishedDays[ordinal]!];
    top.offer({ paperId, score: trendingScores?.get(paperId) ?? 0, publishedDay });
  }
}

/** Takes hits' scores apart: their words' by keywords; what is left is their title's or their meaning's. */
function explainHits(
  hits: RankedHit[],
  query: ParsedQuery,
  index: QueriedIndex,
  { parameters, sort = 'relevance' }: { parameters: RelevanceParameters; sort: SortOrder | undefined },
): RankedHit[] {
  if (query.terms.length === 0) return hits;
  const placed = hits.flatMap((hit) => {
    const place = findPlace(index, hit.paperId);
    return place ? [{ hit, place }] : [];
  });
  const places = placed.map(({ place }) => place);
  const explanations = explainKeywords(weighQuery(query, index), places, index, parameters);
  const why = new Map(
    placed.map(({ hit, place }, at): [RankedHit, HitExplanation] => {
      const keywords = explanations[at]!;
      // By day or trend, a score says nothing of the words.
      const relevance = sort === 'relevance' ? hit.score : 0;
      const rest = relevance - keywords.words.reduce((sum, part) => sum + part.score, 0);
      const isTitle = place.segment.columns.titleHashes[place.ordinal] === query.titleHash;
      return [hit, { ...keywords, title: isTitle ? rest : 0, meaning: isTitle ? 0 : Math.max(0, rest) }];
    }),
  );
  return hits.map((hit) => ({ ...hit, ...(why.has(hit) && { why: why.get(hit)! }) }));
}

function findPlace({ snapshot }: QueriedIndex, paperId: number) {
  for (const segment of snapshot.segments) {
    const ordinal = findOrdinal(segment.columns.paperIds, paperId);
    if (ordinal >= 0 && !(segment.deletions && hasBit(segment.deletions, ordinal)))
      return { segment, ordinal };
  }
  return undefined;
}

function noteIncomplete({ text, isExcluded }: Requirement): string {
  const many = formatCount(MAX_PHRASE_CANDIDATES);
  const looked = `“${text}” was looked for in the best ${many} papers that have all its words`;
  return isExcluded ? `${looked}; others that have it may be left.` : `${looked}; there may be more.`;
}
