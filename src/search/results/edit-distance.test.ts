import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, neighboursOf } from './edit-distance.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

/** The definition, without a limit. */
function distance(a: string, b: string): number {
  if (!a || !b) return a.length + b.length;
  const same = a.at(-1) === b.at(-1) ? 0 : 1;
  const [shortA, shortB] = [a.slice(0, -1), b.slice(0, -1)];
  const steps = [distance(shortA, b) + 1, distance(a, shortB) + 1, distance(shortA, shortB) + same];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1))
    steps.push(distance(a.slice(0, -2), b.slice(0, -2)) + 1);
  return Math.min(...steps);
}

test('is what the definition says, up to the limit', () => {
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
      expect(editDistance(a, b, limit)).toBe(Math.min(distance(a, b), limit + 1));
    }),
  );
});

test('the neighbours of a word are what is at distance one', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(neighboursOf(a).includes(b)).toBe(editDistance(a, b, 2) === 1);
    }),
  );
});
