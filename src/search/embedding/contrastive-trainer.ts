/**
 * One table of vectors trained so that the two sides of a pair find each other among all pairs of a batch.
 *
 * A side is a weighted sum of table rows, brought to length 1. With S = cosine of every left with every right side,
 * the loss is the symmetric in-batch InfoNCE: the mean of -log softmax(scale * S) at the true partner, over rows and
 * over columns (van den Oord 2018; Radford 2021). Only the rows that a batch touched are updated (sparse Adam).
 */
import { MULTIPLY_BLOCK_STEPS, type Address, type ContrastiveKernel } from './contrastive-kernel.ts';

export interface ContrastiveTrainerOptions {
  rowCount: number;
  dims: number;
  /** Pairs a batch; a multiple of 8. */
  batchSize: number;
  /** Multiplies the cosines before the softmax: the inverse temperature. */
  scale: number;
  createKernel: (floatCount: number) => ContrastiveKernel;
}

export interface ContrastiveTrainer {
  readonly kernelName: ContrastiveKernel['name'];
  /** The table, rowCount x dims, to be initialised by the caller. */
  readonly table: Float32Array;
  /** The gradient of the last batch, rowCount x dims; cleared by applyGradient. */
  readonly gradient: Float32Array;
  /** Texts 0..batchSize-1 are left sides, batchSize..2*batchSize-1 their partners, each added in that order. */
  startBatch(): void;
  addRow(row: number, weight: number): void;
  endText(): void;
  /** The loss of the batch; leaves its gradient. */
  computeGradient(): number;
  applyGradient(rate: number): void;
}

const MEAN_DECAY = 0.9;
const SQUARE_DECAY = 0.999;
const EPSILON = 1e-8;
/** Room in a batch: on average this many rows a text; a text that finds no room left is cut short. */
const ROWS_PER_TEXT = 400;
const SMALLEST_NORM = 1e-6;

export function createContrastiveTrainer(options: ContrastiveTrainerOptions): ContrastiveTrainer {
  const { rowCount, dims, batchSize, scale } = options;
  const textCount = batchSize * 2;
  const featureLimit = textCount * ROWS_PER_TEXT;

  let floatCount = 0;
  function reserve(count: number): Address {
    const address = floatCount;
    floatCount += Math.ceil(count / 16) * 16;
    return address;
  }
  const table = reserve(rowCount * dims);
  const mean = reserve(rowCount * dims);
  const square = reserve(rowCount * dims);
  const gradient = reserve(rowCount * dims);
  const rows = reserve(featureLimit);
  const weights = reserve(featureLimit);
  const sums = reserve(textCount * dims);
  const units = reserve(textCount * dims);
  const unitGradient = reserve(textCount * dims);
  const transposed = reserve(batchSize * dims);
  const similarity = reserve(batchSize * batchSize);
  const rowSums = reserve(batchSize);
  const columnSums = reserve(batchSize);
  const scratch = reserve((batchSize + 8) * MULTIPLY_BLOCK_STEPS);

  const kernel = options.createKernel(floatCount);
  const { floats, integers } = kernel;
  const rightUnits = units + batchSize * dims;

  const textStarts = new Int32Array(textCount + 1);
  const lengths = new Float64Array(textCount);
  const touchedIn = new Int32Array(rowCount).fill(-1);
  const touched: number[] = [];
  let batchNumber = -1;
  let stepCount = 0;
  let textAt = 0;
  let featureAt = 0;

  function sumAndNormalise(): void {
    floats.fill(0, sums, sums + textCount * dims);
    for (let text = 0; text < textCount; text += 1) {
      const start = textStarts[text] as number;
      const sum = sums + text * dims;
      kernel.gatherSum(
        table,
        rows + start,
        weights + start,
        (textStarts[text + 1] as number) - start,
        sum,
        dims,
      );
      let squared = 0;
      for (let d = 0; d < dims; d += 1) squared += (floats[sum + d] as number) ** 2;
      const length = Math.max(SMALLEST_NORM, Math.sqrt(squared));
      lengths[text] = length;
      const unit = units + text * dims;
      for (let d = 0; d < dims; d += 1) floats[unit + d] = (floats[sum + d] as number) / length;
    }
  }

  function transposeRightUnits(): void {
    for (let text = 0; text < batchSize; text += 1) {
      for (let d = 0; d < dims; d += 1)
        floats[transposed + d * batchSize + text] = floats[rightUnits + text * dims + d] as number;
    }
  }

  /** `similarity` becomes the gradient of the loss by each cosine; returns the loss. */
  function differentiateSimilarity(): number {
    kernel.multiply({
      left: units,
      leftRowStride: dims,
      leftStepStride: 1,
      right: transposed,
      out: similarity,
      rows: batchSize,
      cols: batchSize,
      steps: dims,
      scratch,
    });
    kernel.exponentiate(similarity, batchSize, batchSize, scale, rowSums, columnSums);
    const factor = scale / (2 * batchSize);
    let loss = 0;
    for (let pair = 0; pair < batchSize; pair += 1) {
      const own = floats[similarity + pair * batchSize + pair] as number;
      loss -=
        Math.log(own / (floats[rowSums + pair] as number)) +
        Math.log(own / (floats[columnSums + pair] as number));
    }
    for (let pair = 0; pair < batchSize; pair += 1) {
      floats[rowSums + pair] = factor / (floats[rowSums + pair] as number);
      floats[columnSums + pair] = factor / (floats[columnSums + pair] as number);
    }
    kernel.scaleRowsAndColumns(similarity, batchSize, batchSize, rowSums, columnSums);
    for (let pair = 0; pair < batchSize; pair += 1) {
      const diagonal = similarity + pair * batchSize + pair;
      floats[diagonal] = (floats[diagonal] as number) - 2 * factor;
    }
    return loss / (2 * batchSize);
  }

  /** From the gradient by the unit vectors to that by the sums: the part along the unit vector falls away. */
  function differentiateNormalisation(): void {
    for (let text = 0; text < textCount; text += 1) {
      const unit = units + text * dims;
      const at = unitGradient + text * dims;
      let along = 0;
      for (let d = 0; d < dims; d += 1) along += (floats[at + d] as number) * (floats[unit + d] as number);
      const inverse = 1 / (lengths[text] as number);
      for (let d = 0; d < dims; d += 1) {
        floats[at + d] = ((floats[at + d] as number) - along * (floats[unit + d] as number)) * inverse;
      }
    }
  }

  return {
    kernelName: kernel.name,
    table: floats.subarray(table, table + rowCount * dims),
    gradient: floats.subarray(gradient, gradient + rowCount * dims),

    startBatch() {
      batchNumber += 1;
      touched.length = 0;
      textAt = 0;
      featureAt = 0;
    },

    addRow(row, weight) {
      if (featureAt >= featureLimit) return;
      integers[rows + featureAt] = row;
      floats[weights + featureAt] = weight;
      featureAt += 1;
      if (touchedIn[row] !== batchNumber) {
        touchedIn[row] = batchNumber;
        touched.push(row);
      }
    },

    endText() {
      textAt += 1;
      textStarts[textAt] = featureAt;
    },

    computeGradient() {
      if (textAt !== textCount)
        throw new Error(`training: a batch needs ${String(textCount)} texts, got ${String(textAt)}`);
      sumAndNormalise();
      transposeRightUnits();
      const loss = differentiateSimilarity();
      kernel.multiply({
        left: similarity,
        leftRowStride: batchSize,
        leftStepStride: 1,
        right: rightUnits,
        out: unitGradient,
        rows: batchSize,
        cols: dims,
        steps: batchSize,
        scratch,
      });
      kernel.multiply({
        left: similarity,
        leftRowStride: 1,
        leftStepStride: batchSize,
        right: units,
        out: unitGradient + batchSize * dims,
        rows: batchSize,
        cols: dims,
        steps: batchSize,
        scratch,
      });
      differentiateNormalisation();
      for (let text = 0; text < textCount; text += 1) {
        const start = textStarts[text] as number;
        const count = (textStarts[text + 1] as number) - start;
        kernel.scatterAdd(gradient, rows + start, weights + start, count, unitGradient + text * dims, dims);
      }
      return loss;
    },

    applyGradient(rate) {
      stepCount += 1;
      const meanCorrection = 1 - MEAN_DECAY ** stepCount;
      const squareCorrection = Math.sqrt(1 - SQUARE_DECAY ** stepCount);
      const rates = {
        rate: (rate * squareCorrection) / meanCorrection,
        meanDecay: MEAN_DECAY,
        squareDecay: SQUARE_DECAY,
        epsilon: EPSILON * squareCorrection,
      };
      for (const row of touched) {
        const offset = row * dims;
        kernel.adamRow(table + offset, mean + offset, square + offset, gradient + offset, dims, rates);
        floats.fill(0, gradient + offset, gradient + offset + dims);
      }
    },
  };
}
