import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MeasuredPapers } from './measured-papers.ts';

const number = fc.double({ noNaN: true });
const gain = fc.record({ gain: number, days: number });
const measure = fc.record({
  now: gain,
  base: gain,
  count: number,
  livedDays: number,
  grown: fc.record({ gain: number, countDays: number }),
  grewAtMs: number,
  lookedAtMs: number,
  knownDays: number,
});
const paper = fc.record({
  id: fc.nat(),
  listedOn: fc.string(),
  categories: fc.string(),
  hasCode: fc.boolean(),
  field: fc.string(),
  ageDays: fc.option(number, { nil: undefined }),
  ageBand: fc.integer({ min: -1, max: 9 }),
  measures: fc.array(fc.record({ kind: fc.constantFrom('stars', 'upvotes', 'points'), measure }), {
    maxLength: 3,
  }),
});

test('papers are gone through as they were added, each time', () => {
  fc.assert(
    fc.property(fc.array(fc.array(paper)), (steps) => {
      const papers = new MeasuredPapers();
      for (const step of steps) papers.add(step);
      expect([...papers]).toEqual(steps.flat());
      expect([...papers]).toEqual(steps.flat());
    }),
  );
});
