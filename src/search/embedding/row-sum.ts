import { ROW_SUM_KERNEL_BASE64 } from './row-sum-kernel-bytes.ts';

/** Adds up weighted rows of a table of 8-bit integers, in doubles: nearly all the work of encoding a text. */
export interface RowSum {
  /** The table, rowCount x dims; where the kernel reads it. */
  readonly rows: Int8Array;
  add(row: number, factor: number): void;
  /** The sum of what was added since the last time, `dims` numbers. */
  take(): Float64Array;
}

/** In WebAssembly where this Node has its SIMD, else in TypeScript; the sums are the same to the last bit. */
export function createRowSum(rows: Int8Array, dims: number): RowSum {
  const bytes = Buffer.from(ROW_SUM_KERNEL_BASE64, 'base64');
  return dims % COLUMNS_AT_ONCE === 0 && WebAssembly.validate(bytes)
    ? createWasmRowSum(bytes, rows, dims)
    : createPlainRowSum(rows, dims);
}

export function createPlainRowSum(rows: Int8Array, dims: number): RowSum {
  let sums = new Float64Array(dims);
  return {
    rows,
    add(row, factor) {
      const from = row * dims;
      for (let d = 0; d < dims; d++) sums[d]! += factor * rows[from + d]!;
    },
    take() {
      const taken = sums;
      sums = new Float64Array(dims);
      return taken;
    },
  };
}

interface KernelExports {
  add(rows: number, dims: number, numbers: number, factors: number, count: number, sums: number): void;
}

const COLUMNS_AT_ONCE = 16;
/** Rows waiting for the kernel; a text has some hundred. */
const MAX_WAITING = 1_024;
const PAGE_BYTES = 65_536;

function createWasmRowSum(bytes: Uint8Array<ArrayBuffer>, table: Int8Array, dims: number): RowSum {
  const [sumsAt, factorsAt] = [0, dims * 8];
  const numbersAt = factorsAt + MAX_WAITING * 8;
  const rowsAt = numbersAt + MAX_WAITING * 4;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((rowsAt + table.length) / PAGE_BYTES) });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { memory: { memory } });
  const kernel = exports as unknown as KernelExports;
  const sums = new Float64Array(memory.buffer, sumsAt, dims);
  const factors = new Float64Array(memory.buffer, factorsAt, MAX_WAITING);
  const numbers = new Uint32Array(memory.buffer, numbersAt, MAX_WAITING);
  const rows = new Int8Array(memory.buffer, rowsAt, table.length);
  rows.set(table);
  let waiting = 0;

  function addWaiting(): void {
    kernel.add(rowsAt, dims, numbersAt, factorsAt, waiting, sumsAt);
    waiting = 0;
  }

  return {
    rows,
    add(row, factor) {
      numbers[waiting] = row;
      factors[waiting] = factor;
      if (++waiting === MAX_WAITING) addWaiting();
    },
    take() {
      addWaiting();
      const taken = sums.slice();
      sums.fill(0);
      return taken;
    },
  };
}
