import type { Asking, BlockingCall } from '../../lib/threads/blocking-calls.ts';
import type { IndexSnapshot, QueriedIndex } from '../index-reader.ts';
import type { RelevanceParameters } from '../scoring/relevance.ts';
import { SegmentScorer, type ScoredIndex } from '../scoring/score-segment.ts';
import {
  bytesOf,
  SharedPostings,
  unpackPostings,
  type ListsOf,
  type PackedPostings,
} from '../scoring/shared-postings.ts';
import { TopHits, type RankedPaper } from '../scoring/top-hits.ts';
import type { NearPapers } from '../vectors/find-nearest.ts';
import type { SecondThreadUse } from '../second-thread.ts';
import {
  rankSegments,
  type SegmentsAnswer,
  type SegmentsQuery,
  type SegmentToRank,
} from './rank-segments.ts';

/** What a second thread is asked: to rank some segments. What is large lies in memory that both threads read. */
export interface SharedQuestion {
  /** Where it is another than before. */
  index?: ScoredIndex;
  query: SegmentsQuery;
  segments: Omit<SegmentToRank, 'columns'>[];
  postings: PackedPostings;
  /** Missing: those that the thread found last. */
  near?: NearPapers;
  /** How many papers are wanted, and those after which. */
  size: number;
  after: RankedPaper | undefined;
  floor: Float64Array;
}

export type SharedAnswer = SegmentsAnswer & { best: RankedPaper[] };

/** Segments of which some are ranked on a second thread. */
export interface SharedSegments {
  /** For this thread. */
  own: SegmentToRank[];
  others: SegmentToRank[];
  /** Waits for the other thread, and offers what it found. Undefined: it found nothing, `others` are not ranked. */
  take(top: TopHits): SegmentsAnswer | undefined;
}

/** Lets a second thread rank about half of an index's segments. */
export class SegmentSharing {
  readonly #thread: Asking<SharedQuestion, SharedAnswer>;
  readonly #use: SecondThreadUse;
  readonly #shared = new SharedPostings();
  /** The index that the thread knows. */
  #told: IndexSnapshot | undefined;

  constructor(thread: Asking<SharedQuestion, SharedAnswer>, use: SecondThreadUse) {
    this.#thread = thread;
    this.#use = use;
  }

  /** Undefined where it is not worth it, or the thread can't. */
  share(
    query: SegmentsQuery,
    segments: SegmentToRank[],
    { snapshot, postings }: QueriedIndex,
    { size, after, floor }: TopHits,
    near?: NearPapers,
  ): SharedSegments | undefined {
    if (snapshot.statistics.paperCount < this.#use.papers) return undefined;
    const terms = query.words.terms.map(({ term }) => term);
    const listsOf: ListsOf = (id, term) => postings(id, term).lists;
    const weighed = segments.map((segment) => ({
      segment,
      bytes: terms.reduce((sum, term) => sum + bytesOf(listsOf(segment.id, term)).length, 0),
    }));
    const allBytes = weighed.reduce((sum, { bytes }) => sum + bytes, 0);
    const { own, others } = divide(weighed);
    if (allBytes < this.#use.postingBytes || others.length === 0) return undefined;
    const ids = others.map(({ id }) => id);
    const call = this.#thread.ask({
      ...(this.#told !== snapshot && { index: toldOf(snapshot) }),
      ...(near && { near }),
      query,
      segments: others.map(({ id, allowed, groupOf }) => ({ id, allowed, groupOf })),
      postings: this.#shared.pack(ids, terms, listsOf),
      size,
      after,
      floor,
    });
    if (!call) return undefined;
    this.#told = snapshot;
    return { own, others, take: (top) => takeAnswer(call, top) };
  }
}

function takeAnswer(call: BlockingCall<SharedAnswer>, top: TopHits): SegmentsAnswer | undefined {
  const answer = call.wait();
  for (const paper of answer?.best ?? []) top.offer(paper);
  return answer;
}

/**
 * What a second thread needs for the same segments, beside this one: it begins later, its caches are cold, and its answer has
 * to be waited for.
 */
const OTHERS_SHARE = 1.3;

/** The heaviest first, each to the thread that has it done sooner. */
function divide(
  weighed: { segment: SegmentToRank; bytes: number }[],
): Pick<SharedSegments, 'own' | 'others'> {
  const own: SegmentToRank[] = [];
  const others: SegmentToRank[] = [];
  let ownBytes = 0;
  let otherBytes = 0;
  for (const { segment, bytes } of weighed.toSorted((a, b) => b.bytes - a.bytes)) {
    if ((otherBytes + bytes) * OTHERS_SHARE < ownBytes + bytes) {
      others.push(segment);
      otherBytes += bytes;
    } else {
      own.push(segment);
      ownBytes += bytes;
    }
  }
  return { own, others };
}

function toldOf({ statistics, segments }: IndexSnapshot): ScoredIndex {
  return {
    statistics,
    segments: segments.map(({ id, columns }) => {
      const { paperCount, abstractLengths, titleLengths, paperIds, titleHashes, publishedDays } = columns;
      return {
        id,
        columns: { paperCount, abstractLengths, titleLengths, paperIds, titleHashes, publishedDays },
      };
    }),
  };
}

/** Answers a SegmentSharing on another thread. `lastNear`: the nearest papers that the thread found last. */
export function createSharedAnswering(parameters: RelevanceParameters, lastNear: () => NearPapers) {
  const scorer = new SegmentScorer(parameters);
  let index: ScoredIndex | undefined;
  return ({
    index: told,
    query,
    segments,
    postings,
    near,
    size,
    after,
    floor,
  }: SharedQuestion): SharedAnswer => {
    index = told ?? index!;
    const columnsOf = new Map(index.segments.map(({ id, columns }) => [id, columns]));
    const ids = segments.map(({ id }) => id);
    const terms = query.words.terms.map(({ term }) => term);
    const toRank = segments.map((segment) => ({ ...segment, columns: columnsOf.get(segment.id)! }));
    const top = new TopHits(size, after, floor);
    const answer = rankSegments(query, toRank, {
      index,
      scorer,
      near: near ?? lastNear(),
      listsOf: unpackPostings(postings, ids, terms),
      top,
    });
    return { ...answer, best: top.sorted() };
  };
}
