import { describe, expect, it } from 'vitest';
import { createPlainKernel } from './contrastive-kernel-plain.ts';
import { createWasmKernel } from './contrastive-kernel.ts';
import { createContrastiveTrainer, type ContrastiveTrainer } from './contrastive-trainer.ts';
import { createSeededRandom } from './seeded-random.ts';

const ROWS = 20;
const DIMS = 8;
const BATCH = 8;

function createTinyTrainer(createKernel: typeof createWasmKernel): ContrastiveTrainer {
  const trainer = createContrastiveTrainer({
    rowCount: ROWS,
    dims: DIMS,
    batchSize: BATCH,
    scale: 5,
    createKernel,
  });
  const random = createSeededRandom(11);
  for (let at = 0; at < trainer.table.length; at += 1) trainer.table[at] = random.normal();
  return trainer;
}

/** Sixteen texts of one to four rows with weights; row 19 is in none. */
function writeTinyBatch(trainer: ContrastiveTrainer): void {
  const random = createSeededRandom(5);
  trainer.startBatch();
  for (let text = 0; text < BATCH * 2; text += 1) {
    for (let count = random.integer(4); count >= 0; count -= 1)
      trainer.addRow(random.integer(ROWS - 1), 0.5 + random.next());
    trainer.endText();
  }
}

function getLoss(trainer: ContrastiveTrainer): number {
  writeTinyBatch(trainer);
  const loss = trainer.computeGradient();
  trainer.gradient.fill(0);
  return loss;
}

describe.each([
  ['wasm', createWasmKernel],
  ['plain', createPlainKernel],
] as const)('contrastive trainer on the %s kernel', (_name, createKernel) => {
  it('has the gradient that finite differences of the loss have', () => {
    const trainer = createTinyTrainer(createKernel);
    writeTinyBatch(trainer);
    trainer.computeGradient();
    const gradient = trainer.gradient.slice();
    trainer.gradient.fill(0);
    const step = 1e-2;
    for (let at = 0; at < ROWS * DIMS; at += 1) {
      const value = trainer.table[at] as number;
      trainer.table[at] = value + step;
      const above = getLoss(trainer);
      trainer.table[at] = value - step;
      const below = getLoss(trainer);
      trainer.table[at] = value;
      expect(Math.abs((above - below) / (2 * step) - (gradient[at] as number))).toBeLessThan(2e-3);
    }
    expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(0.05);
  });

  it('lowers the loss, and leaves a row that no text has as it was', () => {
    const trainer = createTinyTrainer(createKernel);
    const untouched = trainer.table.slice((ROWS - 1) * DIMS);
    const before = getLoss(trainer);
    for (let step = 0; step < 50; step += 1) {
      writeTinyBatch(trainer);
      trainer.computeGradient();
      trainer.applyGradient(0.05);
    }
    expect(getLoss(trainer)).toBeLessThan(before / 2);
    expect(trainer.table.slice((ROWS - 1) * DIMS)).toEqual(untouched);
  });

  it('refuses a batch with a text missing', () => {
    const trainer = createTinyTrainer(createKernel);
    trainer.startBatch();
    trainer.endText();
    expect(() => trainer.computeGradient()).toThrow(/needs 16 texts, got 1/);
  });
});
