import type { Clock } from '../lib/clock.ts';
import type { Database } from '../storage/database.ts';
import { markDeleted, type PaperIdsCache } from './mark-deleted.ts';
import { forgetIndex } from './rebuild-index.ts';
import { readIndexablePapers } from './read-indexable-papers.ts';
import type { EncodedSegment } from './segments/encoded-segment.ts';
import { createSegmentBuilder, type SegmentBuilder } from './segments/segment-builder.ts';
import { chooseMerge, mergeSegments, type WriteStep } from './segments/segment-merge.ts';
import { removeOrphanPostings } from './segments/posting-store.ts';
import { addEncodedSegment, hasOtherFormat, listLiveSegments } from './segments/segment-store.ts';
import { encodeNextPart, needsEncoding } from './vectors/encode-missing.ts';
import { removeOrphanVectors } from './vectors/vector-store.ts';
import { isAway, isReady, type VectorSource } from './vectors/vector-source.ts';
import {
  acquireWriterLease,
  claimPending,
  keepClaim,
  releaseWriterLease,
  renewWriterLease,
  writeAs,
  WriterReplacedError,
  type WriterToken,
} from './writer-lease.ts';

/**
 * Makes stored papers searchable: takes them from `search_pending`, has a segment built of them on another thread, and
 * commits it together with the removal of their older versions. Any number of processes may have an indexer; one of
 * them works at a time. Killed at any moment, it leaves an index that agrees with the papers and what is pending.
 */
export interface Indexer {
  /**
   * A step that doesn't wait for the analysis: commits the segment that is ready, and has the next one begun. Call it
   * between batches of an import. Answers how many papers became searchable (or vanished from the index) in this call.
   */
  indexPending(): Promise<number>;
  /**
   * Until nothing is pending: by this indexer, or by the other process that is at it. Answers as indexPending does;
   * `onProgress` hears the same number on the way, and ends it by throwing.
   */
  finish(onProgress?: (count: number) => void): Promise<number>;
  /** Ends the thread. What was not committed stays pending. */
  close(): Promise<void>;
}

export interface SegmentSizes {
  /** Fewer pending papers are left for later by `indexPending` (not by `finish`). */
  minPapers?: number;
  /** At most so many papers in a new segment; they are in memory at once. */
  maxPapers?: number;
  /** So many segments of one size are merged into one. */
  mergeWidth?: number;
}

export interface IndexerOptions extends SegmentSizes {
  clock: Clock;
  builder?: SegmentBuilder;
  /** Encodes papers beside the builder's own model. */
  remoteVectors?: VectorSource | undefined;
  /** Told when another version of the program wrote the index, so that all of it is built anew. */
  onRebuild?(): void;
}

/**
 * For whoever brings papers by the hundred thousand: fewer and larger segments, which are in memory together, and merges
 * that write them again once and not twice. A program that serves merges what is left four at a time.
 */
export const forManyPapers: SegmentSizes = { minPapers: 5_000, maxPapers: 5_000, mergeWidth: 8 };

interface Build {
  paperIds: number[];
  segment: Promise<EncodedSegment>;
  isSettled: boolean;
}

const RENEWAL_MS = 4_000;
const WAIT_MS = 100;
const ORPHANS_PER_STEP = 20_000;
/** One being built and one that the thread goes on with at once, while the first is committed. */
const MAX_BUILDS = 2;

export function createIndexer(
  database: Database,
  {
    clock,
    minPapers = 1,
    maxPapers = 8_000,
    mergeWidth,
    builder = createSegmentBuilder(),
    remoteVectors,
    onRebuild,
  }: IndexerOptions,
): Indexer {
  const sources = [builder.vectors, remoteVectors].filter((source) => source !== undefined);
  const paperIdsCache: PaperIdsCache = new Map();
  let token: WriterToken | undefined;
  /** In the order in which they are committed: a paper may have changed between two of them. */
  let builds: Build[] = [];
  let renewal: NodeJS.Timeout | undefined;

  /** Calls follow one another, also when the caller doesn't wait for them. */
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const result = queue.then(step, step);
    queue = result.catch(() => {});
    return result;
  };

  const write: WriteStep = (step) => {
    if (token === undefined) throw new WriterReplacedError();
    return writeAs(database, clock, token, step);
  };

  async function step({ atLeast }: { atLeast: number }): Promise<number> {
    try {
      const isWriter = token !== undefined || (await becomeWriter(atLeast));
      if (!isWriter) return 0;
      let count = 0;
      if (builds[0]?.isSettled || (builds.length === MAX_BUILDS && (await hasPending(maxPapers))))
        count = await commitFirstBuild();
      while (builds.length < MAX_BUILDS && (await hasPending(builds.length === 0 ? atLeast : maxPapers)))
        await beginBuild();
      await mergeIfDue();
      if (sources.length > 0 && builds.length === 0 && !(await hasPending(1)))
        await encodeNextPart(database, write, sources);
      if (builds.length === 0) await stopWriting();
      return count;
    } catch (error) {
      builds = [];
      if (!(error instanceof WriterReplacedError)) {
        await stopWriting();
        throw error;
      }
      token = undefined;
      clearInterval(renewal);
      return 0;
    }
  }

  async function becomeWriter(atLeast: number): Promise<boolean> {
    const isOutdated = await hasOtherFormat(database);
    const isDue =
      isOutdated ||
      (await hasPending(atLeast)) ||
      (await isMergeDue()) ||
      (await hasLeftovers()) ||
      (await isEncodingDue(isReady));
    if (!isDue) return false;
    const acquired = await acquireWriterLease(database, clock);
    if (acquired === undefined) return false;
    token = acquired;
    renewal = setInterval(() => void renewWriterLease(database, clock, acquired).catch(() => {}), RENEWAL_MS);
    renewal.unref();
    if (isOutdated) {
      onRebuild?.();
      await write(forgetIndex);
    }
    return true;
  }

  async function stopWriting(): Promise<void> {
    clearInterval(renewal);
    const released = token;
    token = undefined;
    if (released !== undefined) await releaseWriterLease(database, released);
  }

  async function beginBuild(): Promise<void> {
    const paperIds = await write((transaction) => claimPending(transaction, maxPapers, claimedIds()));
    const papers = await readIndexablePapers(database, paperIds);
    const begun: Build = { paperIds, segment: builder.build(papers), isSettled: false };
    const settle = (): void => {
      begun.isSettled = true;
    };
    begun.segment.then(settle, settle);
    builds.push(begun);
  }

  async function commitFirstBuild(): Promise<number> {
    const encoded = await builds[0]?.segment;
    const paperIds = builds.shift()?.paperIds ?? [];
    await write(async (transaction) => {
      await markDeleted(transaction, paperIds, paperIdsCache);
      if (encoded && encoded.paperCount > 0) await addEncodedSegment(transaction, encoded);
      await keepClaim(transaction, claimedIds());
    });
    return paperIds.length;
  }

  const claimedIds = (): number[] => builds.flatMap(({ paperIds }) => paperIds);

  async function mergeIfDue(): Promise<void> {
    for (;;) {
      const segments = chooseMerge(await listLiveSegments(database), mergeWidth);
      if (!segments) break;
      await mergeSegments(database, write, segments);
    }
    while (await write((transaction) => removeOrphanPostings(transaction, ORPHANS_PER_STEP)));
    while (await write(removeOrphanVectors));
  }

  async function isMergeDue(): Promise<boolean> {
    return chooseMerge(await listLiveSegments(database), mergeWidth) !== undefined;
  }

  async function isEncodingDue(counts: (source: VectorSource) => boolean): Promise<boolean> {
    return sources.length > 0 && (await needsEncoding(database, sources, counts));
  }

  /** Papers that a writer took and, being killed, will never index. Seen here, taken over once its lease has run out. */
  async function hasLeftovers(): Promise<boolean> {
    const claimed = await database
      .selectFrom('search_state')
      .select('id')
      .where('claimed_papers', 'is not', null)
      .executeTakeFirst();
    return claimed !== undefined;
  }

  async function hasPending(count: number): Promise<boolean> {
    const nth = await database
      .selectFrom('search_pending')
      .select('paper_id')
      .orderBy('paper_id')
      .offset(count - 1)
      .limit(1)
      .executeTakeFirst();
    return nth !== undefined;
  }

  async function isFinished(): Promise<boolean> {
    if (builds.length > 0 || (await hasPending(1)) || (await hasLeftovers())) return false;
    return !(await hasOtherFormat(database)) && !(await isEncodingDue((source) => !isAway(source)));
  }

  return {
    indexPending: () => inTurn(() => step({ atLeast: minPapers })),
    finish: (onProgress) =>
      inTurn(async () => {
        let count = 0;
        for (;;) {
          await builds[0]?.segment.catch(() => {});
          count += await step({ atLeast: 1 });
          onProgress?.(count);
          if (await isFinished()) return count;
          if (token === undefined) await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
        }
      }),
    async close() {
      await queue;
      builds = [];
      await stopWriting();
      await builder.close();
    },
  };
}
