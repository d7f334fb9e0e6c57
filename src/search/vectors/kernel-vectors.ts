import { MAX_COLLECTED, MAX_DISTANCE } from './choose-limit.ts';
import { plainCosines } from './plain-vectors.ts';
import { cosineOf } from './query-integers.ts';
import { CODE_BYTES } from './quantise-vector.ts';
import type { SegmentVectors } from './segment-vectors.ts';

interface HammingExports {
  measure(
    codes: number,
    count: number,
    query: number,
    allowed: number,
    distances: number,
    histogram: number,
  ): void;
  collect(distances: number, count: number, limit: number, places: number, max: number): number;
}

interface CosineExports {
  multiply(
    query: number,
    dims: number,
    vectors: number,
    places: number,
    count: number,
    products: number,
    squares: number,
  ): void;
}

const PAGE_BYTES = 65_536;
/** Of vectors of other lengths the kernel has no cosines. */
const VALUES_AT_ONCE = 16;

/**
 * segment-vectors.ts in WebAssembly. Each segment has a memory of its own, in which its vectors lie once, where the kernels
 * read them; it goes when the segment does. `shared`: that of the same vectors on another thread.
 */
export function createKernelVectors(
  count: number,
  dims: number,
  modules: { hamming: WebAssembly.Module; cosine: WebAssembly.Module },
  shared?: WebAssembly.Memory,
): SegmentVectors {
  const markBytes = Math.ceil(count / 8);
  const padded = markBytes * 8;
  const layout = createLayout();
  const codeAt = layout.take(CODE_BYTES);
  // One for each of two threads, which may measure at a time.
  const histogramBytes = (MAX_DISTANCE + 1) * 4;
  const histogramsAt = layout.take(2 * histogramBytes);
  const histogramAt = shared ? histogramsAt + histogramBytes : histogramsAt;
  const queryAt = layout.take(dims * 2);
  const placesAt = layout.take(MAX_COLLECTED * 4);
  const productsAt = layout.take(MAX_COLLECTED * 4);
  const squaresAt = layout.take(MAX_COLLECTED * 4);
  const isFilteredAt = layout.take(4);
  const allowedAt = layout.take(markBytes);
  const distancesAt = layout.take(padded * 2);
  const codesAt = layout.take(count * CODE_BYTES);
  const valuesAt = layout.take(count * dims);
  const pages = Math.ceil(layout.size() / PAGE_BYTES);
  const memory = shared ?? new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const { buffer } = memory;
  const instantiate = (module: WebAssembly.Module): unknown =>
    new WebAssembly.Instance(module, { memory: { memory } }).exports;
  const hamming = instantiate(modules.hamming) as HammingExports;
  const cosine = instantiate(modules.cosine) as CosineExports;

  const values = new Int8Array(buffer, valuesAt, count * dims);
  const places = new Uint32Array(buffer, placesAt, MAX_COLLECTED);
  const products = new Int32Array(buffer, productsAt, MAX_COLLECTED);
  const squares = new Int32Array(buffer, squaresAt, MAX_COLLECTED);
  const isFiltered = new Int32Array(buffer, isFilteredAt, 1);
  const marks = new Uint8Array(buffer, allowedAt, markBytes);
  const ownHistogram = new Uint32Array(buffer, histogramAt, MAX_DISTANCE + 1);
  /** Those that `marks` are a copy of. */
  let written: Uint8Array | undefined;
  // The kernel looks at eight distances at a time: those behind the last paper's are never near. In another thread's memory
  // they are there, and that thread may be measuring.
  if (!shared) new Uint16Array(buffer, distancesAt, padded).fill(0xffff);

  return {
    name: 'wasm',
    count,
    dims,
    memory,
    values,
    codes: new Uint8Array(buffer, codesAt, count * CODE_BYTES),
    allow(allowed) {
      isFiltered[0] = allowed ? 1 : 0;
      if (!allowed || allowed === written) return;
      marks.set(allowed.subarray(0, markBytes));
      written = allowed;
    },
    measure(code, histogram, start, end) {
      new Uint8Array(buffer, codeAt, CODE_BYTES).set(code);
      ownHistogram.fill(0);
      const marksAt = isFiltered[0] ? allowedAt + start / 8 : 0;
      const [fromCode, fromDistance] = [codesAt + start * CODE_BYTES, distancesAt + start * 2];
      hamming.measure(fromCode, end - start, codeAt, marksAt, fromDistance, histogramAt);
      ownHistogram.forEach((papers, distance) => (histogram[distance]! += papers));
    },
    collect(limit, max) {
      const found = hamming.collect(distancesAt, count, limit, placesAt, Math.min(max, MAX_COLLECTED));
      return places.slice(0, found);
    },
    cosines(query, ordinals) {
      if (dims % VALUES_AT_ONCE !== 0) return plainCosines(values, query, ordinals);
      new Int16Array(buffer, queryAt, dims).set(query);
      const found = new Float64Array(ordinals.length);
      for (let start = 0; start < ordinals.length; start += MAX_COLLECTED) {
        const some = ordinals.subarray(start, start + MAX_COLLECTED);
        places.set(some);
        cosine.multiply(queryAt, dims, valuesAt, placesAt, some.length, productsAt, squaresAt);
        for (let i = 0; i < some.length; i++) found[start + i] = cosineOf(products[i]!, squares[i]!);
      }
      return found;
    },
  };
}

/** Where things lie, one after the other, each where sixteen bytes begin. */
function createLayout(): { take(sizeBytes: number): number; size(): number } {
  let end = 0;
  return {
    take(sizeBytes) {
      const start = end;
      // Not by bits, which numbers above 2^31 don't have.
      end = Math.ceil((start + sizeBytes) / 16) * 16;
      return start;
    },
    size: () => end,
  };
}
