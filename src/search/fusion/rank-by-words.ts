import type { IndexSnapshot, LoadedSegment, QueriedIndex } from '../index-reader.ts';
import type { ParsedQuery } from '../query/parse-query.ts';
import type { FacetCounter } from '../results/count-facets.ts';
import { allowLiving } from '../scoring/apply-filters.ts';
import type { SegmentScorer } from '../scoring/score-segment.ts';
import type { TopHits } from '../scoring/top-hits.ts';
import { weighQuery, weighWords, type WeightedQuery } from '../scoring/weigh-query.ts';
import type { NearPaper } from '../vectors/find-nearest.ts';
import type { NearestFinder } from '../vectors/nearest-finder.ts';
import { encodeQuery, NEAREST, weighNearest, type MeaningReach } from './meaning-bonus.ts';

/** What counts: both as meaning-bonus.ts joins them, or, to compare, one alone. */
export type RankingMode = 'hybrid' | 'bm25' | 'dense';

export interface WordRanking {
  scorer: SegmentScorer;
  finder: NearestFinder;
  mode: RankingMode;
  top: TopHits;
  /** By ordinal, 1 where the filters let a paper through; undefined: all. */
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
export function rankByWords(
  query: ParsedQuery,
  index: QueriedIndex,
  { scorer, finder, mode, top, allowedOf, reach, remoteVector, facets }: WordRanking,
): WordAnswer {
  const weighted = weighQuery(query, index);
  scorer.begin(weighted, index.snapshot, { titleLength: query.wordCount, groupCount: facets?.groupCount });
  const segments = index.snapshot.segments.map((segment) => ({
    segment,
    allowed: allowLiving(segment, allowedOf(segment)),
  }));
  const meaning =
    mode === 'bm25' ? undefined : findMeaning(query, weighted, index, { finder, segments, remoteVector });
  if (mode === 'dense')
    return { total: offerNearest(meaning?.near ?? [], segments, top), reach: undefined, alone: NONE_ALONE };
  const bonuses = meaning && weighNearest(meaning.near, { ...meaning, highest: scorer.highestScore, reach });
  // No paper's words can be worth more than the sum of all rarities: an equal title stands before everything else.
  const titleBonus =
    (bonuses?.largest ?? 0) +
    weighted.terms.reduce((sum, term) => sum + Math.max(term.exactRarity, term.stemRarity), 0);
  let total = 0;
  const alone = new Set<number>();
  for (const { segment, allowed } of segments) {
    const ofSegment = bonuses?.bySegment.get(segment.id);
    const foundAlone = new Set(ofSegment?.foundAlone);
    total += scorer.score(segment, index, top, {
      titleBonus,
      unmatched: foundAlone,
      ...(allowed && { allowed }),
      ...(query.titleHash !== undefined && { titleHash: query.titleHash }),
      ...(ofSegment && { bonuses: ofSegment.bonuses }),
      ...(facets && { groupOf: facets.groupsOf(segment.columns) }),
    });
    facets?.count(segment.columns, foundAlone);
    for (const ordinal of foundAlone) {
      alone.add(segment.columns.paperIds[ordinal]!);
      offer(segment, ordinal, ofSegment?.bonuses.get(ordinal) ?? 0, top);
    }
    total += foundAlone.size;
  }
  facets?.add(scorer.groupCounts());
  return { total, reach: bonuses?.reach, alone };
}

type AllowedSegment = { segment: LoadedSegment; allowed: Uint8Array | undefined };

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

interface MeaningSearch {
  finder: NearestFinder;
  segments: AllowedSegment[];
  remoteVector: Float32Array | undefined;
}

/** The papers nearest to the query; undefined where nothing is known of its meaning. */
function findMeaning(
  query: ParsedQuery,
  { rarities }: WeightedQuery,
  { snapshot }: QueriedIndex,
  { finder, segments, remoteVector }: MeaningSearch,
): { near: NearPaper[]; known: number; isRemote: boolean } | undefined {
  const { vectors, remoteVectors, statistics } = snapshot;
  const inputs = segments.map(({ segment, allowed }) => ({ id: segment.id, allowed }));
  if (remoteVector && remoteVector.length === remoteVectors?.dims) {
    const near = finder.find(remoteVectors, remoteVector, inputs, NEAREST);
    return { near, known: 1, isRemote: true };
  }
  if (!vectors?.encoder) return undefined;
  const { vector, known } = encodeQuery(query.text, rarities, statistics.paperCount, vectors.encoder);
  if (known === 0) return undefined;
  return { near: finder.find(vectors, vector, inputs, NEAREST), known, isRemote: false };
}

function offerNearest(near: NearPaper[], segments: AllowedSegment[], top: TopHits): number {
  const byId = new Map(segments.map(({ segment }) => [segment.id, segment]));
  for (const { segmentId, ordinal, similarity } of near)
    offer(byId.get(segmentId)!, ordinal, similarity, top);
  return near.length;
}

function offer({ columns }: LoadedSegment, ordinal: number, score: number, top: TopHits): void {
  const [paperId, publishedDay] = [columns.paperIds[ordinal]!, columns.publishedDays[ordinal]!];
  top.offer({ paperId, score, publishedDay });
}
