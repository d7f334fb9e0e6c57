import fc from 'fast-check';
import { expect, test } from 'vitest';
import { symmetricEigen } from './symmetric-eigen.ts';

const symmetric = fc.integer({ min: 0, max: 9 }).chain((size) =>
  fc
    .array(fc.integer({ min: -20, max: 20 }), { minLength: size * size, maxLength: size * size })
    .map((values) => ({
      size,
      matrix: Float64Array.from(values, (_, at) => {
        const [row, column] = [Math.floor(at / size), at % size];
        return values[Math.min(row, column) * size + Math.max(row, column)]! / 4;
      }),
    })),
);

test('the vectors stand across each other, and the matrix only stretches them, the greatest value first', () => {
  fc.assert(
    fc.property(symmetric, ({ size, matrix }) => {
      const { values, vectors } = symmetricEigen(matrix, size);
      expect([...values]).toEqual([...values].sort((a, b) => b - a));
      const indices = Array.from({ length: size }, (_, at) => at);
      const sum = (of: (at: number) => number): number => indices.reduce((total, at) => total + of(at), 0);
      for (const one of indices) {
        for (const other of indices) {
          const product = sum((at) => vectors[at * size + one]! * vectors[at * size + other]!);
          expect(product).toBeCloseTo(one === other ? 1 : 0, 8);
          const stretched = sum((at) => matrix[other * size + at]! * vectors[at * size + one]!);
          expect(stretched).toBeCloseTo(values[one]! * vectors[other * size + one]!, 8);
        }
      }
    }),
  );
});
