import type { IndexSnapshot, LoadedSegment, QueriedIndex } from '../index-reader.ts';
import type { ParsedQuery } from '../query/parse-query.ts';
import type { FacetCounter } from '../results/count-facets.ts';
import { allowLiving } from '../scoring/apply-filters.ts';
import type { SegmentScorer } from '../scoring/score-segment.ts';
import type { TopHits } from '../scoring/top-hits.ts';
import { weighQuery, weighWords, type WeightedQuery } from '../scoring/weigh-query.ts';
import { listNear, NONE_NEAR, type NearestInput, type NearPapers } from '../vectors/find-nearest.ts';
import type { NearestFinder } from '../vectors/nearest-finder.ts';
import type { VectorSnapshot } from '../vectors/vector-reader.ts';
import { encodeQuery, NEAREST, type MeaningReach } from './meaning-bonus.ts';
import {
  rankSegments,
  type SegmentsAnswer,
  type SegmentsQuery,
  type SegmentToRank,
} from './rank-segments.ts';
import type { SegmentSharing } from './share-segments.ts';

/** What counts: both as meaning-bonus.ts joins them, or, to compare, one alone. */
export type RankingMode = 'hybrid' | 'bm25' | 'dense';

export interface WordRanking {
  scorer: SegmentScorer;
  finder: NearestFinder;
  sharing: SegmentSharing;
  mode: RankingMode;
  top: TopHits;
  /** A bit by ordinal, 1 where the filters let a paper through; undefined: all. */
  allowedOf(segment: LoadedSegment): Uint8Array | undefined;
  /** That of the page before, see meaning-bonus.ts. */
  reach?: MeaningReach | undefined;
  /** The query as the embeddings server encodes it, where the index has the papers' vectors by it. */
  remoteVector?: Float32Array | undefined;
  /** Counts all papers that match. */
  facets?: FacetCounter;
}

/** What was found, besides what was offered. */
export interface WordAnswer {
  total: number;
  reach: MeaningReach | undefined;
  /** Papers found by their meaning alone: they have none of the words. */
  alone: ReadonlySet<number>;
}

export const NONE_ALONE: ReadonlySet<number> = new Set();

/** Offers every paper that the query's words or their meaning find, and answers their number. */
export function rankByWords(query: ParsedQuery, index: QueriedIndex, ranking: WordRanking): WordAnswer {
  const { finder, mode, top, allowedOf, reach, remoteVector, facets } = ranking;
  const { snapshot } = index;
  const weighted = weighQuery(query, index);
  const segments = snapshot.segments.map((segment) => ({
    id: segment.id,
    columns: segment.columns,
    allowed: allowLiving(segment, allowedOf(segment)),
    groupOf: facets?.groupsOf(segment.columns),
  }));
  const asked =
    mode === 'bm25' ? undefined : askMeaning(query, weighted, snapshot, { segments, remoteVector });
  if (mode === 'dense') {
    const near = asked ? findNear(asked, finder) : NONE_NEAR;
    return { total: offerNearest(near, snapshot, top), reach: undefined, alone: NONE_ALONE };
  }
  const { terms, groupWeights } = weighted;
  const segmentsQuery: SegmentsQuery = {
    words: { terms, groupWeights },
    titleLength: query.wordCount,
    titleHash: query.titleHash,
    // No paper's words can be worth more than the sum of all rarities: an equal title stands before everything else.
    titleBonus: terms.reduce((sum, term) => sum + Math.max(term.exactRarity, term.stemRarity), 0),
    meaning: asked && { known: asked.known, isRemote: asked.isRemote, reach },
    groupCount: facets?.groupCount ?? 0,
  };
  const answers = rankAllSegments(segmentsQuery, segments, asked, index, ranking);
  for (const { groupCounts } of answers) facets?.add(groupCounts);
  return {
    total: answers.reduce((sum, { total }) => sum + total, 0),
    reach: answers[0]?.reach,
    alone: new Set(answers.flatMap(({ alone }) => alone)),
  };
}

/** On two threads where that is worth it: an answer of each. */
function rankAllSegments(
  query: SegmentsQuery,
  segments: SegmentToRank[],
  asked: AskedMeaning | undefined,
  index: QueriedIndex,
  { scorer, finder, sharing, top }: WordRanking,
): SegmentsAnswer[] {
  const share = (near?: NearPapers) => sharing.share(query, segments, index, top, near);
  // The thread that looks for the nearest papers goes on with its segments as soon as it has them.
  const hasBegun = asked && finder.hasBegun(asked.vectors, asked.vector, asked.inputs, NEAREST);
  const early = hasBegun ? share() : undefined;
  const near = asked ? findNear(asked, finder) : NONE_NEAR;
  const shared = hasBegun ? early : share(near);
  const rank = (some: SegmentToRank[]): SegmentsAnswer =>
    rankSegments(query, some, {
      index: index.snapshot,
      scorer,
      near,
      listsOf: (id, term) => index.postings(id, term).lists,
      top,
    });
  const own = rank(shared?.own ?? segments);
  return shared ? [own, shared.take(top) ?? rank(shared.others)] : [own];
}

/** As soon as it is known how many papers have each word: what `rankByWords` will ask for, if the filters allow the same. */
export function beginMeaning(
  query: ParsedQuery,
  { vectors, statistics, segments }: IndexSnapshot,
  countOf: (term: string) => number,
  { finder, allowedOf }: Pick<WordRanking, 'finder' | 'allowedOf'>,
): void {
  if (!vectors?.encoder) return;
  const rarities = weighWords(query, statistics.paperCount, countOf);
  const { vector, known } = encodeQuery(query.text, rarities, statistics.paperCount, vectors.encoder);
  if (known === 0) return;
  const inputs = segments.map((segment) => ({
    id: segment.id,
    allowed: allowLiving(segment, allowedOf(segment)),
  }));
  finder.begin(vectors, vector, inputs, NEAREST);
}

/** Which papers are the nearest is asked by this. */
interface AskedMeaning {
  vectors: VectorSnapshot;
  vector: Float32Array;
  inputs: NearestInput[];
  known: number;
  isRemote: boolean;
}

/** Undefined where nothing is known of the query's meaning. */
function askMeaning(
  query: ParsedQuery,
  { rarities }: WeightedQuery,
  { vectors, remoteVectors, statistics }: IndexSnapshot,
  { segments: inputs, remoteVector }: { segments: NearestInput[]; remoteVector: Float32Array | undefined },
): AskedMeaning | undefined {
  if (remoteVector && remoteVector.length === remoteVectors?.dims)
    return { vectors: remoteVectors, vector: remoteVector, inputs, known: 1, isRemote: true };
  if (!vectors?.encoder) return undefined;
  const { vector, known } = encodeQuery(query.text, rarities, statistics.paperCount, vectors.encoder);
  return known === 0 ? undefined : { vectors, vector, inputs, known, isRemote: false };
}

const findNear = ({ vectors, vector, inputs }: AskedMeaning, finder: NearestFinder): NearPapers =>
  finder.find(vectors, vector, inputs, NEAREST);

function offerNearest(near: NearPapers, { segments }: IndexSnapshot, top: TopHits): number {
  const byId = new Map(segments.map(({ id, columns }) => [id, columns]));
  for (const { segmentId, ordinal, similarity } of listNear(near)) {
    const { paperIds, publishedDays } = byId.get(segmentId)!;
    const [paperId, publishedDay] = [paperIds[ordinal]!, publishedDays[ordinal]!];
    top.offer({ paperId, score: similarity, publishedDay });
  }
  return near.ordinals.length;
}
