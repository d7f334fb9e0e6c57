import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nthLargest } from './nth-largest.ts';

test('the nth largest is the one that sorting finds', () => {
  const values = fc.array(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(-Infinity)), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 70 }), (numbers, n) => {
      const sorted = [...numbers].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
      expect(nthLargest(Float64Array.from(numbers), n)).toBe(sorted[n - 1] ?? -Infinity);
    }),
    { numRuns: 500 },
  );
});
