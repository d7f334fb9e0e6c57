import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diversify } from './diversify.ts';

test('takes turns between groups', () => {
  const items = ['a1', 'a2', 'a3', 'b1', 'c1', 'c2'];
  expect(diversify(items, (item) => item[0]!, 5)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2']);
});

test('loses nothing and keeps the order within a group', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat())), fc.nat(20), (items, limit) => {
      const result = diversify(items, ([group]) => group, limit);
      expect(result).toHaveLength(Math.min(limit, items.length));
      for (const group of ['a', 'b', 'c']) {
        const wanted = items.filter(([name]) => name === group);
        const got = result.filter(([name]) => name === group);
        expect(got).toEqual(wanted.slice(0, got.length));
      }
    }),
  );
});
