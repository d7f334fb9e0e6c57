import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeTurns } from './take-turns.ts';

const groupOf = (item: string): string => item[0]!;

test('a big group goes first, and the small ones still have their places', () => {
  const items = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'a9', 'b1', 'c1'];
  expect(takeTurns(items, { groupOf, limit: 5 })).toEqual(['a1', 'a2', 'b1', 'c1', 'a3']);
});

const items = fc.array(
  fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat()).map(([group, n]) => `${group}${n}`),
);

test('loses nothing, repeats nothing and keeps the order within a group', () => {
  fc.assert(
    fc.property(items, fc.nat(20), (all, limit) => {
      const result = takeTurns(all, { groupOf, limit });
      expect(result).toHaveLength(Math.min(limit, all.length));
      for (const group of ['a', 'b', 'c']) {
        const got = result.filter((item) => groupOf(item) === group);
        expect(got).toEqual(all.filter((item) => groupOf(item) === group).slice(0, got.length));
      }
    }),
  );
});

test('a greater limit only adds at the end', () => {
  fc.assert(
    fc.property(items, fc.nat(10), fc.nat(10), (all, limit, more) => {
      const longer = takeTurns(all, { groupOf, limit: limit + more });
      expect(takeTurns(all, { groupOf, limit })).toEqual(longer.slice(0, limit));
    }),
  );
});
