import type { ScoredColumns, ScoredIndex, SegmentScorer } from '../scoring/score-segment.ts';
import type { ListsOf } from '../scoring/shared-postings.ts';
import type { TopHits } from '../scoring/top-hits.ts';
import type { WeightedQuery } from '../scoring/weigh-query.ts';
import type { NearPapers } from '../vectors/find-nearest.ts';
import { weighNearest, type MeaningReach, type Weighing } from './meaning-bonus.ts';

/** What of a query is needed in each segment. */
export interface SegmentsQuery {
  words: Omit<WeightedQuery, 'rarities'>;
  /** Words of the query, should it be a title; then papers of that very title get `titleBonus` more than the largest bonus. */
  titleLength: number;
  titleHash: number | undefined;
  titleBonus: number;
  /** Undefined: words alone count. */
  meaning: Omit<Weighing, 'highest'> | undefined;
  /** Of papers to be counted; 0: none are. */
  groupCount: number;
}

/** A segment, and who of it may be found. */
export interface SegmentToRank {
  id: number;
  columns: ScoredColumns;
  /** A bit by ordinal, 1 where a paper is not deleted and the filters let it through; missing: all. */
  allowed: Uint8Array | undefined;
  /** By ordinal: the group in which a paper is counted. */
  groupOf: Uint32Array | undefined;
}

export interface SegmentsAnswer {
  /** Papers found. */
  total: number;
  /** Ids of those found by their meaning alone: they have none of the words. */
  alone: number[];
  /** Papers found, by group. */
  groupCounts: Uint32Array;
  reach: MeaningReach | undefined;
}

/** By what segments are ranked. */
export interface SegmentsRanking {
  index: ScoredIndex;
  scorer: SegmentScorer;
  /** The nearest papers of all segments. */
  near: NearPapers;
  listsOf: ListsOf;
  top: TopHits;
}

/** Offers every paper of some segments that the query's words or their meaning find. */
export function rankSegments(
  query: SegmentsQuery,
  segments: SegmentToRank[],
  { index, scorer, near, listsOf, top }: SegmentsRanking,
): SegmentsAnswer {
  const { titleHash, titleBonus, meaning } = query;
  scorer.begin(query.words, index, query);
  const bonuses = meaning && weighNearest(near, { ...meaning, highest: scorer.highestScore });
  let total = 0;
  const found = segments.map((segment) => {
    const ofSegment = bonuses?.bySegment.get(segment.id);
    const unmatched = new Set(ofSegment?.foundAlone);
    total += scorer.score(segment.columns, (term) => listsOf(segment.id, term), top, {
      allowed: segment.allowed,
      groupOf: segment.groupOf,
      titleHash,
      titleBonus: titleBonus + (bonuses?.largest ?? 0),
      bonuses: ofSegment?.bonuses,
      unmatched,
    });
    return { segment, unmatched, bonuses: ofSegment?.bonuses };
  });
  const groupCounts = scorer.groupCounts();
  const alone: number[] = [];
  for (const { segment, unmatched, bonuses: ofSegment } of found) {
    const { paperIds, publishedDays } = segment.columns;
    for (const ordinal of unmatched) {
      const paperId = paperIds[ordinal]!;
      alone.push(paperId);
      top.offer({ paperId, score: ofSegment?.get(ordinal) ?? 0, publishedDay: publishedDays[ordinal]! });
      if (segment.groupOf) groupCounts[segment.groupOf[ordinal]!]!++;
    }
  }
  return { total: total + alone.length, alone, groupCounts, reach: bonuses?.reach };
}
