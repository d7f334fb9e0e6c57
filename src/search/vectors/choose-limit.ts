import { CODE_BYTES } from './quantise-vector.ts';

/** Distances between codes run from 0 to 256. */
export const MAX_DISTANCE = CODE_BYTES * 8;

const MAX_TIES = 4;

/** Of a segment's papers no more are collected: the kernel has room for so many. */
export const MAX_COLLECTED = 8_192;

/**
 * The largest distance that is taken, when `histogram[d]` papers have distance d, and how many that are at most: the
 * `wanted` nearest and all others as near as the last of them, but at most four times as many.
 */
export function chooseLimit(histogram: Uint32Array, wanted: number): { limit: number; max: number } {
  let count = 0;
  for (let limit = 0; limit <= MAX_DISTANCE; limit++) {
    count += histogram[limit]!;
    if (count >= wanted) return { limit, max: wanted * MAX_TIES };
  }
  return { limit: MAX_DISTANCE, max: wanted * MAX_TIES };
}
