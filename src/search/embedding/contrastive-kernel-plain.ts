/**
 * The training kernel in TypeScript: the meaning of contrastive-kernel.wat, its oracle in the tests,
 * and the fallback where WebAssembly SIMD is missing.
 */
import type { AdamRates, Address, ContrastiveKernel, MatrixProduct } from './contrastive-kernel.ts';

export function createPlainKernel(floatCount: number): ContrastiveKernel {
  const buffer = new ArrayBuffer(floatCount * 4);
  const floats = new Float32Array(buffer);
  const integers = new Int32Array(buffer);
  const at = (address: Address): number => floats[address] as number;

  function addScaled(source: Address, target: Address, weight: number, dims: number): void {
    for (let d = 0; d < dims; d += 1) floats[target + d] = at(target + d) + weight * at(source + d);
  }

  return {
    name: 'plain',
    floats,
    integers,

    multiply(task: MatrixProduct): void {
      const { left, leftRowStride, leftStepStride, right, out, rows, cols, steps } = task;
      floats.fill(0, out, out + rows * cols);
      for (let i = 0; i < rows; i += 1) {
        for (let k = 0; k < steps; k += 1) {
          addScaled(
            right + k * cols,
            out + i * cols,
            at(left + i * leftRowStride + k * leftStepStride),
            cols,
          );
        }
      }
    },

    gatherSum(table, rows, weights, count, target, dims): void {
      for (let n = 0; n < count; n += 1) {
        addScaled(table + (integers[rows + n] as number) * dims, target, at(weights + n), dims);
      }
    },

    scatterAdd(table, rows, weights, count, source, dims): void {
      for (let n = 0; n < count; n += 1) {
        addScaled(source, table + (integers[rows + n] as number) * dims, at(weights + n), dims);
      }
    },

    exponentiate(matrix, rows, cols, scale, rowSums, columnSums): void {
      floats.fill(0, columnSums, columnSums + cols);
      for (let i = 0; i < rows; i += 1) {
        let rowSum = 0;
        for (let j = 0; j < cols; j += 1) {
          const cell = matrix + i * cols + j;
          const value = Math.exp(Math.max(-87, scale * (at(cell) - 1)));
          floats[cell] = value;
          rowSum += value;
          floats[columnSums + j] = at(columnSums + j) + value;
        }
        floats[rowSums + i] = rowSum;
      }
    },

    scaleRowsAndColumns(matrix, rows, cols, rowFactors, columnFactors): void {
      for (let i = 0; i < rows; i += 1) {
        for (let j = 0; j < cols; j += 1) {
          const cell = matrix + i * cols + j;
          floats[cell] = at(cell) * (at(rowFactors + i) + at(columnFactors + j));
        }
      }
    },

    adamRow(row, mean, square, gradient, dims, rates: AdamRates): void {
      const { rate, meanDecay, squareDecay, epsilon } = rates;
      for (let d = 0; d < dims; d += 1) {
        const g = at(gradient + d);
        const m = meanDecay * at(mean + d) + (1 - meanDecay) * g;
        const v = squareDecay * at(square + d) + (1 - squareDecay) * g * g;
        floats[mean + d] = m;
        floats[square + d] = v;
        floats[row + d] = at(row + d) - (rate * m) / (Math.sqrt(v) + epsilon);
      }
    },
  };
}
