import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSeededRandom } from '../../search/embedding/seeded-random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';
import { truncatedSvd, type SparseRow } from './truncated-svd.ts';

const COLUMNS = 7;
const sparseRow: fc.Arbitrary<SparseRow> = fc
  .uniqueArray(fc.integer({ min: 0, max: COLUMNS - 1 }), { maxLength: COLUMNS })
  .chain((places) =>
    fc.record({
      places: fc.constant(places),
      weights: fc.array(fc.integer({ min: -5, max: 5 }), {
        minLength: places.length,
        maxLength: places.length,
      }),
    }),
  );

/** The transposed matrix times the matrix, in full. */
function squareOf(rows: readonly SparseRow[], columns: number): Float64Array {
  const square = new Float64Array(columns * columns);
  for (const { places, weights } of rows) {
    for (const [at, one] of Array.from(places).entries()) {
      for (const [to, other] of Array.from(places).entries()) {
        square[one * columns + other]! += weights[at]! * weights[to]!;
      }
    }
  }
  return square;
}

test('with as many directions as columns, it is the whole matrix', () => {
  fc.assert(
    fc.property(fc.array(sparseRow, { maxLength: 12 }), (rows) => {
      const { squares, vectors } = truncatedSvd(rows, { columns: COLUMNS, count: COLUMNS, passes: 2 });
      const count = squares.length;
      for (const [at, expected] of squareOf(rows, COLUMNS).entries()) {
        const [row, column] = [Math.floor(at / COLUMNS), at % COLUMNS];
        const found = squares.reduce(
          (sum, square, dim) => sum + square * vectors[row * count + dim]! * vectors[column * count + dim]!,
          0,
        );
        expect(found).toBeCloseTo(expected, 6);
      }
    }),
  );
});

test('of many directions it finds the strongest', () => {
  const random = createSeededRandom(3);
  const columns = 40;
  // Each column half as strong as the second before it.
  const rows = Array.from({ length: 120 }, () => ({
    places: Array.from({ length: columns }, (_, at) => at),
    weights: Array.from({ length: columns }, (_, at) => random.normal() * 2 ** (-at / 2)),
  }));
  const { squares, vectors } = truncatedSvd(rows, { columns, count: 5, passes: 8 });
  const exact = symmetricEigen(squareOf(rows, columns), columns);
  expect(squares).toHaveLength(5);
  for (const [dim, square] of squares.entries()) {
    expect(square / exact.values[dim]!).toBeCloseTo(1, 4);
    const product = Array.from({ length: columns }, (_, at) => at).reduce(
      (sum, at) => sum + vectors[at * 5 + dim]! * exact.vectors[at * columns + dim]!,
      0,
    );
    expect(Math.abs(product)).toBeCloseTo(1, 3);
  }
});
