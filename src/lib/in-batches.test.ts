import { expect, test } from 'vitest';
import { deferred } from './deferred.ts';
import { inBatches } from './in-batches.ts';

test('calls that come in one turn, or while a batch runs, go together, each with its own answer', async () => {
  const batches: number[][] = [];
  const first = deferred<void>();
  const double = inBatches(async (numbers: number[]) => {
    batches.push(numbers);
    if (batches.length === 1) await first.promise;
    return numbers.map((n) => 2 * n);
  });
  const answers = [1, 2].map(double);
  await expect.poll(() => batches).toEqual([[1, 2]]);
  answers.push(double(3), double(4));
  first.resolve();
  expect(await Promise.all(answers)).toEqual([2, 4, 6, 8]);
  expect(batches).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('a batch that fails fails for its callers alone', async () => {
  let isBroken = true;
  const same = inBatches(async (texts: string[]) => {
    if (isBroken) throw new Error('no');
    return texts;
  });
  await expect(same('a')).rejects.toThrow('no');
  isBroken = false;
  expect(await same('b')).toBe('b');
});
