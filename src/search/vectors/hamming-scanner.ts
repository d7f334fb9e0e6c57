import { createPlainScanner } from './hamming-scanner-plain.ts';
import { HAMMING_KERNEL_BASE64 } from './hamming-kernel-bytes.ts';
import { CODE_BYTES } from './quantise-vector.ts';

/** The codes of some papers, one after the other; the object itself is their name. */
export interface CodeBlock {
  /** count x CODE_BYTES */
  codes: Uint8Array;
  count: number;
}

export interface ScanTask {
  block: CodeBlock;
  /** By place in the block, 1 where a paper may be found; undefined: all may. */
  allowed: Uint8Array | undefined;
}

/** Finds the codes that differ least from a query's. */
export interface HammingScanner {
  readonly name: 'wasm' | 'plain';
  /**
   * For each task, the places of the codes nearest to the query among those of all tasks, ascending: the `wanted` nearest
   * and all others as near as the last of them, but at most four times as many.
   */
  scan(query: Uint8Array, tasks: ScanTask[], wanted: number): Uint32Array[];
  /** Forgets all blocks but these. */
  keep(blocks: CodeBlock[]): void;
}

/** Distances run from 0 to 256. */
export const MAX_DISTANCE = CODE_BYTES * 8;
const MAX_TIES = 4;

/** The largest distance that is taken, when `histogram[d]` papers have distance d, and how many that are at most. */
export function chooseLimit(histogram: Uint32Array, wanted: number): { limit: number; max: number } {
  let count = 0;
  for (let limit = 0; limit <= MAX_DISTANCE; limit++) {
    count += histogram[limit]!;
    if (count >= wanted) return { limit, max: wanted * MAX_TIES };
  }
  return { limit: MAX_DISTANCE, max: wanted * MAX_TIES };
}

interface KernelExports {
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

const PAGE_BYTES = 65_536;
const QUERY = 0;
const HISTOGRAM = CODE_BYTES;
/** Codes lie here, block after block; what one scan needs follows them. */
const CODES = 2_048;

/** In WebAssembly where this Node has its SIMD, else in TypeScript; the answers are the same. */
export function createHammingScanner(): HammingScanner {
  const bytes = Buffer.from(HAMMING_KERNEL_BASE64, 'base64');
  return WebAssembly.validate(bytes) ? createWasmScanner(bytes) : createPlainScanner();
}

function createWasmScanner(bytes: Uint8Array<ArrayBuffer>): HammingScanner {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { memory: { memory } });
  const kernel = exports as unknown as KernelExports;
  const addresses = new Map<CodeBlock, number>();
  let codesEnd = CODES;

  function ensure(size: number): void {
    const missing = size - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
  }

  function addressOf(block: CodeBlock): number {
    const known = addresses.get(block);
    if (known !== undefined) return known;
    const address = codesEnd;
    codesEnd += block.count * CODE_BYTES;
    ensure(codesEnd);
    new Uint8Array(memory.buffer).set(block.codes.subarray(0, block.count * CODE_BYTES), address);
    addresses.set(block, address);
    return address;
  }

  return {
    name: 'wasm',
    scan(query, tasks, wanted) {
      const codes = tasks.map(({ block }) => addressOf(block));
      const padded = tasks.map(({ block }) => Math.ceil(block.count / 8) * 8);
      const largest = Math.max(0, ...padded);
      const allowedAt = codesEnd;
      const distancesAt = allowedAt + largest;
      const placesAt = distancesAt + padded.reduce((sum, count) => sum + count * 2, 0);
      ensure(placesAt + Math.min(largest, wanted * MAX_TIES) * 4);
      const memoryBytes = new Uint8Array(memory.buffer);
      const histogram = new Uint32Array(memory.buffer, HISTOGRAM, MAX_DISTANCE + 1);
      memoryBytes.set(query, QUERY);
      histogram.fill(0);

      let at = distancesAt;
      tasks.forEach(({ block, allowed }, index) => {
        if (allowed) memoryBytes.set(allowed.subarray(0, block.count), allowedAt);
        memoryBytes.fill(0xff, at + block.count * 2, at + padded[index]! * 2);
        kernel.measure(codes[index]!, block.count, QUERY, allowed ? allowedAt : 0, at, HISTOGRAM);
        at += padded[index]! * 2;
      });

      const { limit, max } = chooseLimit(histogram, wanted);
      let left = max;
      at = distancesAt;
      return tasks.map(({ block }, index) => {
        const count = kernel.collect(at, block.count, limit, placesAt, left);
        left -= count;
        at += padded[index]! * 2;
        return new Uint32Array(memory.buffer.slice(placesAt, placesAt + count * 4));
      });
    },
    keep(blocks) {
      const kept = new Set(blocks);
      const inOrder = [...addresses].filter(([block]) => kept.has(block)).sort((a, b) => a[1] - b[1]);
      if (inOrder.length === addresses.size) return;
      const memoryBytes = new Uint8Array(memory.buffer);
      addresses.clear();
      codesEnd = CODES;
      for (const [block, address] of inOrder) {
        memoryBytes.copyWithin(codesEnd, address, address + block.count * CODE_BYTES);
        addresses.set(block, codesEnd);
        codesEnd += block.count * CODE_BYTES;
      }
    },
  };
}
