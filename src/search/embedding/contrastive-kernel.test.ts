import { describe, expect, it } from 'vitest';
import { createPlainKernel } from './contrastive-kernel-plain.ts';
import { createWasmKernel, type ContrastiveKernel } from './contrastive-kernel.ts';
import { createSeededRandom } from './seeded-random.ts';

const FLOATS = 400_000;

/** Runs the same work on both kernels over the same random numbers and returns both memories. */
function runOnBoth(work: (kernel: ContrastiveKernel) => void): [Float32Array, Float32Array] {
  const memories = [createWasmKernel, createPlainKernel].map((create) => {
    const kernel = create(FLOATS);
    const random = createSeededRandom(3);
    for (let at = 0; at < 100_000; at += 1) kernel.floats[at] = random.next() - 0.5;
    work(kernel);
    return kernel.floats.slice(0, FLOATS);
  });
  return memories as [Float32Array, Float32Array];
}

function getLargestDifference([a, b]: [Float32Array, Float32Array], from: number, to: number): number {
  let largest = 0;
  for (let at = from; at < to; at += 1) {
    largest = Math.max(largest, Math.abs((a[at] as number) - (b[at] as number)));
  }
  return largest;
}

function getLargest(values: Float32Array, from: number, to: number): number {
  return values.subarray(from, to).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

describe('the WebAssembly kernel computes what the plain one does', () => {
  it.each([
    { rows: 4, cols: 8, steps: 1, isTransposed: false },
    { rows: 12, cols: 24, steps: 255, isTransposed: false },
    { rows: 16, cols: 8, steps: 600, isTransposed: false },
    { rows: 16, cols: 40, steps: 257, isTransposed: true },
  ])('multiply %o', ({ rows, cols, steps, isTransposed }) => {
    const out = 150_000;
    const memories = runOnBoth((kernel) => {
      kernel.floats.fill(9, out, out + rows * cols);
      kernel.multiply({
        left: 0,
        leftRowStride: isTransposed ? 1 : steps,
        leftStepStride: isTransposed ? rows : 1,
        right: 50_000,
        out,
        rows,
        cols,
        steps,
        scratch: 200_000,
      });
    });
    expect(getLargest(memories[1], out, out + rows * cols)).toBeGreaterThan(0.01);
    expect(getLargestDifference(memories, out, out + rows * cols)).toBeLessThan(1e-4);
    expect(getLargestDifference(memories, out + rows * cols, 200_000)).toBe(0);
  });

  it('gatherSum and scatterAdd', () => {
    const memories = runOnBoth((kernel) => {
      [3, 0, 7, 3].forEach((row, at) => {
        kernel.integers[120_000 + at] = row;
        kernel.floats[120_100 + at] = at - 1.5;
      });
      kernel.gatherSum(0, 120_000, 120_100, 4, 130_000, 16);
      kernel.scatterAdd(140_000, 120_000, 120_100, 4, 500, 16);
      kernel.gatherSum(0, 120_000, 120_100, 0, 150_000, 16);
    });
    expect(getLargest(memories[1], 130_000, 130_016)).toBeGreaterThan(0);
    expect(getLargest(memories[1], 140_000 + 3 * 16, 140_000 + 4 * 16)).toBeGreaterThan(0);
    expect(getLargestDifference(memories, 0, FLOATS)).toBeLessThan(1e-6);
    expect(getLargest(memories[0], 150_000, 150_016)).toBe(0);
  });

  it('exponentiate, with its sums, over the whole range of cosines', () => {
    const memories = runOnBoth((kernel) => {
      for (let at = 0; at < 32 * 64; at += 1) kernel.floats[at] = Math.cos(at);
      kernel.exponentiate(0, 32, 64, 20, 110_000, 120_000);
    });
    for (let at = 0; at < 32 * 64; at += 1) {
      const [fast, plain] = [memories[0][at] as number, memories[1][at] as number];
      expect(Math.abs(fast - plain)).toBeLessThan(2e-5 * plain);
    }
    expect(getLargestDifference(memories, 110_000, 110_032)).toBeLessThan(1e-4);
    expect(getLargestDifference(memories, 120_000, 120_064)).toBeLessThan(1e-4);
  });

  it('scaleRowsAndColumns and adamRow', () => {
    const memories = runOnBoth((kernel) => {
      kernel.scaleRowsAndColumns(0, 8, 12, 1000, 2000);
      kernel.floats.fill(0, 110_000, 110_064);
      for (let step = 0; step < 5; step += 1) {
        kernel.adamRow(3000, 110_000, 110_032, 4000, 32, {
          rate: 0.01,
          meanDecay: 0.9,
          squareDecay: 0.999,
          epsilon: 1e-8,
        });
      }
    });
    expect(getLargestDifference(memories, 0, 5000)).toBeLessThan(1e-5);
  });
});
