import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PostingCache, type TermPostings } from './posting-cache.ts';

const SIZE_BYTES = 1_000;
const postings = (): TermPostings => ({
  paperCount: 1,
  // An entry and its one list cost 600 bytes besides.
  lists: [
    {
      ...{ form: '', count: 1, ordinalsStart: 0, nibblesStart: 0, escapesStart: 0, end: 0 },
      bytes: new Uint8Array(SIZE_BYTES - 600),
    },
  ],
});

test('what is asked for again and again stays, what is not goes', () => {
  const cache = new PostingCache(4 * SIZE_BYTES);
  cache.add(1, 'kept', postings());
  for (let i = 0; i < 20; i++) {
    cache.add(1, `term ${i}`, postings());
    expect(cache.find(1, 'kept')).toBeDefined();
  }
  expect(cache.find(1, 'term 0')).toBeUndefined();
  expect(cache.find(1, 'term 19')).toBeDefined();
});

test('it answers what was added last, and never holds more than it may', () => {
  const step = fc.record({
    what: fc.constantFrom('add', 'find'),
    segmentId: fc.integer({ min: 1, max: 3 }),
    term: fc.constantFrom('a', 'b', 'c', 'd'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (steps, room) => {
      const cache = new PostingCache(room * SIZE_BYTES);
      const added = new Map<string, TermPostings>();
      for (const { what, segmentId, term } of steps) {
        if (what === 'find') cache.find(segmentId, term);
        else {
          added.set(`${segmentId} ${term}`, postings());
          cache.add(segmentId, term, added.get(`${segmentId} ${term}`)!);
          expect(cache.find(segmentId, term)).toBe(added.get(`${segmentId} ${term}`));
        }
        const held = [1, 2, 3].flatMap((id) =>
          ['a', 'b', 'c', 'd'].flatMap((name) => {
            const found = cache.find(id, name);
            if (found) expect(found).toBe(added.get(`${id} ${name}`));
            return found ?? [];
          }),
        );
        expect(held.length).toBeLessThanOrEqual(room);
      }
    }),
  );
});
