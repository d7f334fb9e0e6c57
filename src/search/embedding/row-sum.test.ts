import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPlainRowSum, createRowSum, type RowSum } from './row-sum.ts';

const DIMS = 32;
const ROWS = 7;

test('the kernel adds as TypeScript does, to the last bit', () => {
  const additions = fc.array(fc.tuple(fc.nat(ROWS - 1), fc.double({ noNaN: true, min: -1e6, max: 1e6 })), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(
      fc.int8Array({ minLength: ROWS * DIMS, maxLength: ROWS * DIMS }),
      fc.array(additions, { maxLength: 3 }),
      (table, texts) => {
        const sums = [createRowSum(table, DIMS), createPlainRowSum(table, DIMS)];
        for (const text of texts) {
          const [kernel, plain] = sums.map((sum) => sumOf(sum, text));
          expect(kernel).toEqual(plain);
        }
      },
    ),
  );
});

test('more rows than wait at once are added all the same', () => {
  const table = Int8Array.from({ length: ROWS * DIMS }, (_, index) => (index * 37) % 255);
  const text = Array.from({ length: 5_000 }, (_, index): [number, number] => [index % ROWS, index / 7]);
  expect(sumOf(createRowSum(table, DIMS), text)).toEqual(sumOf(createPlainRowSum(table, DIMS), text));
});

function sumOf(sum: RowSum, text: [row: number, factor: number][]): Float64Array {
  for (const [row, factor] of text) sum.add(row, factor);
  return sum.take();
}
