import { COSINE_KERNEL_BASE64 } from './cosine-kernel-bytes.ts';

/**
 * The cosines between a query of length 1 and those of the kept vectors (`values`, as many numbers each as the query)
 * that stand at these places; 0 for a vector of zeros. Computed in integers, the query's within 2^-16 of what they were:
 * several times faster, and the same on every machine.
 */
export type Cosines = (query: Float32Array, values: Int8Array, places: Uint32Array) => Float64Array;

/** In WebAssembly where this Node has its SIMD, else in TypeScript; the answers are the same. */
export function createCosines(): Cosines {
  const bytes = Buffer.from(COSINE_KERNEL_BASE64, 'base64');
  if (!WebAssembly.validate(bytes)) return plainCosines;
  const inKernel = createKernelCosines(bytes);
  return (query, values, places) =>
    (isForKernel(query, values) ? inKernel : plainCosines)(query, values, places);
}

export const plainCosines: Cosines = (query, values, places) => {
  const integers = toIntegers(query);
  return Float64Array.from(places, (place) => {
    const from = place * integers.length;
    let product = 0;
    let square = 0;
    for (let d = 0; d < integers.length; d++) {
      const value = values[from + d]!;
      // Within 32 bits: the query's length is 1.
      product = (product + Math.imul(integers[d]!, value)) | 0;
      square = (square + Math.imul(value, value)) | 0;
    }
    return cosineOf(product, square);
  });
};

interface KernelExports {
  multiply(
    query: number,
    dims: number,
    vectors: number,
    count: number,
    products: number,
    squares: number,
  ): void;
}

const VALUES_AT_ONCE = 16;
/** A vector is copied by so many bytes at a time. */
const WORD_BYTES = 4;
/** So many vectors are copied to where the kernel reads at a time: they stay in the cache next to the processor. */
const BATCH = 128;
const PAGE_BYTES = 65_536;
const QUERY_SCALE = 32_767;

function createKernelCosines(bytes: Uint8Array<ArrayBuffer>): Cosines {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { memory: { memory } });
  const kernel = exports as unknown as KernelExports;
  const [productsAt, squaresAt, queryAt] = [0, BATCH * 4, BATCH * 8];

  return (query, values, places) => {
    const dims = query.length;
    const vectorsAt = queryAt + dims * 2;
    const missing = vectorsAt + BATCH * dims - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    const products = new Int32Array(memory.buffer, productsAt, BATCH);
    const squares = new Int32Array(memory.buffer, squaresAt, BATCH);
    const words = dims / WORD_BYTES;
    const copies = new Int32Array(memory.buffer, vectorsAt, BATCH * words);
    const kept = new Int32Array(values.buffer, values.byteOffset, Math.floor(values.length / WORD_BYTES));
    new Int16Array(memory.buffer, queryAt, dims).set(toIntegers(query));
    const cosines = new Float64Array(places.length);
    for (let start = 0; start < places.length; start += BATCH) {
      const count = Math.min(BATCH, places.length - start);
      for (let i = 0; i < count; i++) {
        const from = places[start + i]! * words;
        const to = i * words;
        // Not by set() and subarray(): to make the view of each vector takes six times as long as to copy it.
        for (let at = 0; at < words; at++) copies[to + at] = kept[from + at]!;
      }
      kernel.multiply(queryAt, dims, vectorsAt, count, productsAt, squaresAt);
      for (let i = 0; i < count; i++) cosines[start + i] = cosineOf(products[i]!, squares[i]!);
    }
    return cosines;
  };
}

const isForKernel = (query: Float32Array, values: Int8Array): boolean =>
  query.length % VALUES_AT_ONCE === 0 && values.byteOffset % WORD_BYTES === 0;

const toIntegers = (unit: Float32Array): Int16Array =>
  Int16Array.from(unit, (value) => Math.round(value * QUERY_SCALE));

const cosineOf = (product: number, square: number): number =>
  square === 0 ? 0 : product / (QUERY_SCALE * Math.sqrt(square));
