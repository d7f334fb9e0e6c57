import { nthLargest } from '../../lib/nth-largest.ts';
import { chooseLimit } from './choose-limit.ts';
import { codeOf } from './quantise-vector.ts';
import { toIntegers } from './query-integers.ts';
import { measureAll, type MeasuringBoard } from './share-measuring.ts';
import type { VectorSnapshot } from './vector-reader.ts';

/** Papers near to a query, in no order; in lists of numbers, for to send hundreds of objects to a thread takes too long. */
export interface NearPapers {
  segmentIds: Float64Array;
  ordinals: Uint32Array;
  /** Cosine between the query and the paper's vector as it is kept. */
  similarities: Float64Array;
}

export interface NearPaper {
  segmentId: number;
  ordinal: number;
  similarity: number;
}

export const NONE_NEAR: NearPapers = {
  segmentIds: new Float64Array(0),
  ordinals: new Uint32Array(0),
  similarities: new Float64Array(0),
};

export const listNear = ({ segmentIds, ordinals, similarities }: NearPapers): NearPaper[] =>
  Array.from(segmentIds, (segmentId, at) => ({
    segmentId,
    ordinal: ordinals[at]!,
    similarity: similarities[at]!,
  }));

/** A segment of the search, and who of it may be found. */
export interface NearestInput {
  id: number;
  /** A bit by ordinal, 1 where a paper is not deleted and passes the filters; undefined: all. */
  allowed: Uint8Array | undefined;
}

/** So many of the nearest by their codes are compared by their vectors, for each paper that is wanted. */
const CODES_PER_PAPER = 4;

/** The papers nearest to a query of length 1, at most `limit`. Filters and deletions hold exactly. */
export function findNearest(
  vectors: Pick<VectorSnapshot, 'bySegment'>,
  query: Float32Array,
  inputs: NearestInput[],
  limit: number,
): NearPapers {
  allow(vectors, inputs);
  const ids = inputs.map(({ id }) => id);
  return findNearestAllowed(vectors, query, ids, limit);
}

/** Settles, for all threads, who may be found. */
export function allow({ bySegment }: Pick<VectorSnapshot, 'bySegment'>, inputs: NearestInput[]): void {
  for (const { id, allowed } of inputs) bySegment.get(id)?.allow(allowed);
}

/** Among those that were allowed before. `board`: by which another thread may help to measure. */
export function findNearestAllowed(
  { bySegment }: Pick<VectorSnapshot, 'bySegment'>,
  query: Float32Array,
  segmentIds: number[],
  limit: number,
  board?: MeasuringBoard,
): NearPapers {
  const inputs = segmentIds.flatMap((id) => {
    const vectors = bySegment.get(id);
    return vectors ? [{ id, vectors }] : [];
  });
  const histogram = measureAll(
    inputs.map(({ vectors }) => vectors),
    codeOf(query),
    board,
  );
  const { limit: far, max } = chooseLimit(histogram, limit * CODES_PER_PAPER);

  const integers = toIntegers(query);
  let left = max;
  const parts = inputs.map(({ id, vectors }) => {
    const ordinals = vectors.collect(far, left);
    left -= ordinals.length;
    return { id, ordinals, similarities: vectors.cosines(integers, ordinals) };
  });
  return chooseNearest(parts, limit);
}

interface SegmentPapers {
  id: number;
  ordinals: Uint32Array;
  similarities: Float64Array;
}

/** Of those as near as the last, the first. */
function chooseNearest(parts: SegmentPapers[], limit: number): NearPapers {
  const all = joined(parts.map((part) => part.similarities));
  const lowest = nthLargest(all, limit);
  let ties = limit - all.reduce((count, similarity) => count + (similarity > lowest ? 1 : 0), 0);
  const length = Math.min(limit, all.length);
  const near = {
    segmentIds: new Float64Array(length),
    ordinals: new Uint32Array(length),
    similarities: new Float64Array(length),
  };
  let size = 0;
  for (const { id, ordinals, similarities } of parts) {
    for (let at = 0; at < ordinals.length; at++) {
      const similarity = similarities[at]!;
      if (similarity < lowest || (similarity === lowest && ties-- <= 0)) continue;
      near.segmentIds[size] = id;
      near.ordinals[size] = ordinals[at]!;
      near.similarities[size++] = similarity;
    }
  }
  return near;
}

function joined(parts: Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
