import { expect, test } from 'vitest';
import { remember } from './remember.ts';

test('answers what the function answers, each once while it is asked for, and keeps no more than it may', () => {
  const asked: number[] = [];
  const double = remember(
    (value: number) => {
      asked.push(value);
      return { twice: 2 * value };
    },
    { keyOf: (value) => value, maxCount: 2 },
  );
  expect([1, 2, 1, 3, 1].map((value) => double(value).twice)).toEqual([2, 4, 2, 6, 2]);
  expect(asked).toEqual([1, 2, 3]);
  expect(double(2)).toEqual({ twice: 4 });
  expect(asked).toEqual([1, 2, 3, 2]);
});
