import { nthLargest } from '../../lib/nth-largest.ts';
import { chooseLimit, MAX_DISTANCE } from './choose-limit.ts';
import { CODE_BYTES, writeCode } from './quantise-vector.ts';
import { toIntegers } from './query-integers.ts';
import type { VectorSnapshot } from './vector-reader.ts';

/** A paper near to a query. */
export interface NearPaper {
  segmentId: number;
  ordinal: number;
  /** Cosine between the query and the paper's vector as it is kept. */
  similarity: number;
}

/** A segment of the search, and who of it may be found. */
export interface NearestInput {
  id: number;
  /** A bit by ordinal, 1 where a paper is not deleted and passes the filters; undefined: all. */
  allowed: Uint8Array | undefined;
}

/** So many of the nearest by their codes are compared by their vectors, for each paper that is wanted. */
const CODES_PER_PAPER = 4;

/** The papers nearest to a query of length 1, nearest first, at most `limit`. Filters and deletions hold exactly. */
export function findNearest(
  vectors: Pick<VectorSnapshot, 'bySegment'>,
  query: Float32Array,
  inputs: NearestInput[],
  limit: number,
): NearPaper[] {
  allow(vectors, inputs);
  const ids = inputs.map(({ id }) => id);
  return findNearestAllowed(vectors, query, ids, limit);
}

/** Settles, for all threads, who may be found. */
export function allow({ bySegment }: Pick<VectorSnapshot, 'bySegment'>, inputs: NearestInput[]): void {
  for (const { id, allowed } of inputs) bySegment.get(id)?.allow(allowed);
}

/** Among those that were allowed before. */
export function findNearestAllowed(
  { bySegment }: Pick<VectorSnapshot, 'bySegment'>,
  query: Float32Array,
  segmentIds: number[],
  limit: number,
): NearPaper[] {
  const inputs = segmentIds.flatMap((id) => {
    const vectors = bySegment.get(id);
    return vectors ? [{ id, vectors }] : [];
  });
  const code = new Uint8Array(CODE_BYTES);
  writeCode(query, code);
  const histogram = new Uint32Array(MAX_DISTANCE + 1);
  for (const { vectors } of inputs) vectors.measure(code, histogram);
  const { limit: far, max } = chooseLimit(histogram, limit * CODES_PER_PAPER);

  const integers = toIntegers(query);
  let left = max;
  const parts = inputs.map(({ id, vectors }) => {
    const ordinals = vectors.collect(far, left);
    left -= ordinals.length;
    return { id, ordinals, similarities: vectors.cosines(integers, ordinals) };
  });
  const lowest = nthLargest(joined(parts.map(({ similarities }) => similarities)), limit);
  const near: NearPaper[] = [];
  for (const { id, ordinals, similarities } of parts) {
    for (const [at, similarity] of similarities.entries())
      if (similarity >= lowest) near.push({ segmentId: id, ordinal: ordinals[at]!, similarity });
  }
  return near.sort((a, b) => b.similarity - a.similarity).slice(0, limit);
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
