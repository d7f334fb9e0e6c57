import { COSINE_KERNEL_BASE64 } from './cosine-kernel-bytes.ts';
import { HAMMING_KERNEL_BASE64 } from './hamming-kernel-bytes.ts';
import { createPlainVectors } from './plain-vectors.ts';
import { CODE_BYTES } from './quantise-vector.ts';
import { createKernelVectors } from './kernel-vectors.ts';

/**
 * The vectors of a segment's papers by one model, in memory, and how near they are to a query: first by their codes, in
 * two steps, between which it is settled how far is near; then, of the near ones, by their values.
 */
export interface SegmentVectors {
  readonly name: 'wasm' | 'plain';
  /** Papers. */
  readonly count: number;
  readonly dims: number;
  /** In which they lie, for other threads; plain ones have none. */
  readonly memory?: WebAssembly.Memory;
  /** count x dims, 8-bit integers; to be filled before anything is asked. */
  readonly values: Int8Array;
  /** count x CODE_BYTES; likewise. */
  readonly codes: Uint8Array;
  /**
   * From now on, here and on other threads, only these papers may be found. `allowed`: a bit by ordinal, 1 where a paper
   * may be; never changed; undefined: all may.
   */
  allow(allowed: Uint8Array | undefined): void;
  /**
   * Measures the distances of the papers from ordinal `start`, a multiple of eight, to `end` - 1 from the query's code, and
   * adds to the histogram how many of those that may be found have which, 0 to MAX_DISTANCE.
   */
  measure(code: Uint8Array, histogram: Uint32Array, start: number, end: number): void;
  /**
   * The ordinals of the papers measured last that are at most `limit` away, ascending: the first `max` of them, and never
   * more than MAX_COLLECTED.
   */
  collect(limit: number, max: number): Uint32Array;
  /** The cosines between a query, by `toIntegers`, and the papers of these ordinals; 0 for a vector of zeros. */
  cosines(query: Int16Array, ordinals: Uint32Array): Float64Array;
}

const hammingBytes = Buffer.from(HAMMING_KERNEL_BASE64, 'base64');
const cosineBytes = Buffer.from(COSINE_KERNEL_BASE64, 'base64');
const modules =
  WebAssembly.validate(hammingBytes) && WebAssembly.validate(cosineBytes)
    ? { hamming: new WebAssembly.Module(hammingBytes), cosine: new WebAssembly.Module(cosineBytes) }
    : undefined;

/** WebAssembly addresses 4 GiB: a million vectors of 4,000 numbers. A little is left for what lies beside them. */
const MAX_KERNEL_BYTES = 4 * 1024 ** 3 - (1 << 20);
const BYTES_BESIDE_VALUES = CODE_BYTES + 3;

/** Those of another thread, in its memory. Both may measure at a time, with the same code; else one alone may be asked. */
export function shareSegmentVectors({ count, dims, memory }: SharedVectors): SegmentVectors {
  if (!modules) throw new Error('search: this thread has no WebAssembly SIMD, though another one has');
  return createKernelVectors(count, dims, modules, memory);
}

export type SharedVectors = Pick<SegmentVectors, 'count' | 'dims'> & { memory: WebAssembly.Memory };

/** In WebAssembly where this Node has its SIMD and they fit, else in TypeScript; the answers are the same. */
export function createSegmentVectors(count: number, dims: number): SegmentVectors {
  const fits = count * (dims + BYTES_BESIDE_VALUES) <= MAX_KERNEL_BYTES;
  return modules && fits ? createKernelVectors(count, dims, modules) : createPlainVectors(count, dims);
}
