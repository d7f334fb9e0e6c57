import { createSeededRandom } from '../../search/embedding/seeded-random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** A row of a matrix that is mostly zeros. */
export interface SparseRow {
  places: ArrayLike<number>;
  weights: ArrayLike<number>;
}

export interface TruncatedSvd {
  /** Squares of the greatest singular values, greatest first; fewer than asked for where the rank is less. */
  squares: Float64Array;
  /** Right singular vectors: for each column of the matrix as many numbers as there are squares. */
  vectors: Float64Array;
}

/** Of the greatest square; what is less is rounding. */
const LEAST_SQUARE = 1e-9;

/**
 * The `count` greatest singular values of a matrix and their right vectors, by subspace iteration from a random start
 * (Halko, Martinsson and Tropp, SIAM Review 53, 2011), which is the same every time. Each pass brings the smaller ones
 * nearer.
 */
export function truncatedSvd(
  rows: readonly SparseRow[],
  { columns, count, passes }: { columns: number; count: number; passes: number },
): TruncatedSvd {
  const size = Math.min(count, rows.length, columns);
  const random = createSeededRandom(11);
  let left: Float64Array = Float64Array.from({ length: rows.length * size }, () => random.normal());
  orthonormalise(left, size);
  for (let pass = 0; pass < passes; pass += 1) {
    left = timesRows(rows, timesColumns(rows, left, { columns, size }), size);
    orthonormalise(left, size);
  }
  const right = timesColumns(rows, left, { columns, size });
  const eigen = symmetricEigen(gramOf(right, size), size);
  const least = LEAST_SQUARE * (eigen.values[0] ?? 0);
  const squares = eigen.values.filter((value) => value > least);
  return { squares, vectors: turned(right, size, { squares, turn: eigen.vectors }) };
}

/** The transposed matrix times a block with `size` numbers for each row. */
function timesColumns(
  rows: readonly SparseRow[],
  block: Float64Array,
  { columns, size }: { columns: number; size: number },
): Float64Array {
  const product = new Float64Array(columns * size);
  for (const [row, { places, weights }] of rows.entries()) {
    for (let at = 0; at < places.length; at += 1) {
      const [to, from, weight] = [places[at]! * size, row * size, weights[at]!];
      for (let dim = 0; dim < size; dim += 1) product[to + dim]! += weight * block[from + dim]!;
    }
  }
  return product;
}

/** The matrix times a block with `size` numbers for each column. */
function timesRows(rows: readonly SparseRow[], block: Float64Array, size: number): Float64Array {
  const product = new Float64Array(rows.length * size);
  for (const [row, { places, weights }] of rows.entries()) {
    for (let at = 0; at < places.length; at += 1) {
      const [to, from, weight] = [row * size, places[at]! * size, weights[at]!];
      for (let dim = 0; dim < size; dim += 1) product[to + dim]! += weight * block[from + dim]!;
    }
  }
  return product;
}

/** Gram and Schmidt, in place; a column that lies among those before it becomes all zeros. */
function orthonormalise(block: Float64Array, size: number): void {
  for (let column = 0; column < size; column += 1) {
    const before = productOf(block, size, column, column);
    for (let other = 0; other < column; other += 1) {
      const along = productOf(block, size, column, other);
      for (let at = 0; at < block.length; at += size) block[at + column]! -= along * block[at + other]!;
    }
    const square = productOf(block, size, column, column);
    const scale = square > 1e-12 * before ? 1 / Math.sqrt(square) : 0;
    for (let at = column; at < block.length; at += size) block[at]! *= scale;
  }
}

/** Of two columns of a block. */
function productOf(block: Float64Array, size: number, one: number, other: number): number {
  let sum = 0;
  for (let at = 0; at < block.length; at += size) sum += block[at + one]! * block[at + other]!;
  return sum;
}

/** The products of each two columns. */
function gramOf(block: Float64Array, size: number): Float64Array {
  const gram = new Float64Array(size * size);
  for (let one = 0; one < size; one += 1) {
    for (let other = 0; other <= one; other += 1) {
      const product = productOf(block, size, one, other);
      gram[one * size + other] = product;
      gram[other * size + one] = product;
    }
  }
  return gram;
}

/** The block's columns turned into the singular vectors, each of length 1. */
function turned(
  block: Float64Array,
  size: number,
  { squares, turn }: { squares: Float64Array; turn: Float64Array },
): Float64Array {
  const count = squares.length;
  const vectors = new Float64Array(size === 0 ? 0 : (block.length / size) * count);
  for (let from = 0, to = 0; from < block.length; from += size, to += count) {
    for (let dim = 0; dim < count; dim += 1) {
      let sum = 0;
      for (let at = 0; at < size; at += 1) sum += block[from + at]! * turn[at * size + dim]!;
      vectors[to + dim] = sum / Math.sqrt(squares[dim]!);
    }
  }
  return vectors;
}
