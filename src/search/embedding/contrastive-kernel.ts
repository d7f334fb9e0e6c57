/**
 * The arithmetic of training, over one flat memory of floats. Two implementations with the same results:
 * WebAssembly SIMD (contrastive-kernel.wat) and plain TypeScript (contrastive-kernel-plain.ts), some ten times slower.
 *
 * An `Address` counts floats from the start of `floats`; rows of indices lie in the same memory, seen through `integers`.
 */
import { CONTRASTIVE_KERNEL_BASE64 } from './contrastive-kernel-bytes.ts';

export type Address = number;

export interface ContrastiveKernel {
  readonly name: 'wasm' | 'plain';
  readonly floats: Float32Array;
  readonly integers: Int32Array;
  /** out[rows x cols] = left[rows x steps] . right[steps x cols]; left(i, k) is at left + i * rowStride + k * stepStride. */
  multiply(task: MatrixProduct): void;
  /** target[dims] += sum over n < count of weights[n] * table[rows[n]][dims] */
  gatherSum(
    table: Address,
    rows: Address,
    weights: Address,
    count: number,
    target: Address,
    dims: number,
  ): void;
  /** table[rows[n]][dims] += weights[n] * source[dims], for n < count */
  scatterAdd(
    table: Address,
    rows: Address,
    weights: Address,
    count: number,
    source: Address,
    dims: number,
  ): void;
  /** matrix = exp(scale * (matrix - 1)), and the sums of its rows and of its columns */
  exponentiate(
    matrix: Address,
    rows: number,
    cols: number,
    scale: number,
    rowSums: Address,
    columnSums: Address,
  ): void;
  /** matrix(i, j) *= rowFactors(i) + columnFactors(j) */
  scaleRowsAndColumns(
    matrix: Address,
    rows: number,
    cols: number,
    rowFactors: Address,
    columnFactors: Address,
  ): void;
  /** One Adam step of one row; `rate` and `epsilon` already hold the bias corrections. */
  adamRow(
    row: Address,
    mean: Address,
    square: Address,
    gradient: Address,
    dims: number,
    rates: AdamRates,
  ): void;
}

export interface MatrixProduct {
  left: Address;
  leftRowStride: number;
  leftStepStride: number;
  right: Address;
  out: Address;
  /** A multiple of 4. */
  rows: number;
  /** A multiple of 8. */
  cols: number;
  steps: number;
  /** Room for (rows + 8) * 256 floats. */
  scratch: Address;
}

export interface AdamRates {
  rate: number;
  meanDecay: number;
  squareDecay: number;
  epsilon: number;
}

export const MULTIPLY_BLOCK_STEPS = 256;

const WASM_PAGE_BYTES = 65_536;
const FLOAT_BYTES = 4;

interface KernelExports {
  multiply(...numbers: number[]): void;
  gatherSum(...numbers: number[]): void;
  scatterAdd(...numbers: number[]): void;
  exponentiate(...numbers: number[]): void;
  scaleRowsAndColumns(...numbers: number[]): void;
  adamRow(...numbers: number[]): void;
}

/** The WebAssembly kernel over a fresh memory of at least `floatCount` floats, all zero. */
export function createWasmKernel(floatCount: number): ContrastiveKernel {
  const memory = new WebAssembly.Memory({
    initial: Math.ceil((floatCount * FLOAT_BYTES) / WASM_PAGE_BYTES) + 1,
  });
  const module = new WebAssembly.Module(Buffer.from(CONTRASTIVE_KERNEL_BASE64, 'base64'));
  const wasm = new WebAssembly.Instance(module, { memory: { memory } }).exports as unknown as KernelExports;
  const bytes = (address: Address): number => address * FLOAT_BYTES;
  return {
    name: 'wasm',
    floats: new Float32Array(memory.buffer),
    integers: new Int32Array(memory.buffer),
    multiply: (task) => {
      wasm.multiply(
        bytes(task.left),
        task.leftRowStride,
        task.leftStepStride,
        bytes(task.right),
        bytes(task.out),
        task.rows,
        task.cols,
        task.steps,
        bytes(task.scratch),
      );
    },
    gatherSum: (table, rows, weights, count, target, dims) => {
      wasm.gatherSum(bytes(table), bytes(rows), bytes(weights), count, bytes(target), dims);
    },
    scatterAdd: (table, rows, weights, count, source, dims) => {
      wasm.scatterAdd(bytes(table), bytes(rows), bytes(weights), count, bytes(source), dims);
    },
    exponentiate: (matrix, rows, cols, scale, rowSums, columnSums) => {
      wasm.exponentiate(bytes(matrix), rows, cols, scale, bytes(rowSums), bytes(columnSums));
    },
    scaleRowsAndColumns: (matrix, rows, cols, rowFactors, columnFactors) => {
      wasm.scaleRowsAndColumns(bytes(matrix), rows, cols, bytes(rowFactors), bytes(columnFactors));
    },
    adamRow: (row, mean, square, gradient, dims, rates) => {
      wasm.adamRow(
        bytes(row),
        bytes(mean),
        bytes(square),
        bytes(gradient),
        dims,
        rates.rate,
        rates.meanDecay,
        rates.squareDecay,
        rates.epsilon,
      );
    },
  };
}
