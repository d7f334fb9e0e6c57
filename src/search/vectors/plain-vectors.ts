import { hasBit } from '../segments/bitmap.ts';
import { MAX_COLLECTED } from './choose-limit.ts';
import { cosineOf } from './query-integers.ts';
import { CODE_BYTES } from './quantise-vector.ts';
import type { SegmentVectors } from './segment-vectors.ts';

const NOT_ALLOWED = 0xffff;

/** segment-vectors.ts in TypeScript: where there is no SIMD, and to compare with. */
export function createPlainVectors(count: number, dims: number): SegmentVectors {
  const values = new Int8Array(count * dims);
  const codes = new Uint8Array(count * CODE_BYTES);
  const distances = new Uint16Array(count);
  let allowed: Uint8Array | undefined;
  return {
    name: 'plain',
    count,
    dims,
    values,
    codes,
    allow(marks) {
      allowed = marks;
    },
    measure(code, histogram, start, end) {
      distances.fill(NOT_ALLOWED, start, end);
      for (let ordinal = start; ordinal < end; ordinal++) {
        if (allowed && !hasBit(allowed, ordinal)) continue;
        let distance = 0;
        for (let at = 0; at < CODE_BYTES; at++)
          distance += BITS[code[at]! ^ codes[ordinal * CODE_BYTES + at]!]!;
        distances[ordinal] = distance;
        histogram[distance]!++;
      }
    },
    collect(limit, max) {
      const ordinals: number[] = [];
      const most = Math.min(max, MAX_COLLECTED);
      for (let ordinal = 0; ordinal < count && ordinals.length < most; ordinal++)
        if (distances[ordinal]! <= limit) ordinals.push(ordinal);
      return Uint32Array.from(ordinals);
    },
    cosines: (query, ordinals) => plainCosines(values, query, ordinals),
  };
}

/** See SegmentVectors.cosines; also for vectors of a length that the kernel does not take. */
export function plainCosines(values: Int8Array, query: Int16Array, ordinals: Uint32Array): Float64Array {
  return Float64Array.from(ordinals, (ordinal) => {
    const from = ordinal * query.length;
    let product = 0;
    let square = 0;
    for (let d = 0; d < query.length; d++) {
      const value = values[from + d]!;
      // Within 32 bits: the query's length is 1.
      product = (product + Math.imul(query[d]!, value)) | 0;
      square = (square + Math.imul(value, value)) | 0;
    }
    return cosineOf(product, square);
  });
}

/** How many bits a byte has. */
const BITS = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);
