import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMarks, intersectMarks } from './paper-marks.ts';

test('marks are intersected as paper by paper, whatever their number', () => {
  const pairs = fc.array(fc.record({ one: fc.boolean(), other: fc.boolean() }), { maxLength: 70 });
  fc.assert(
    fc.property(pairs, fc.boolean(), (papers, isExcluded) => {
      const [marks, others] = [createMarks(papers.length), createMarks(papers.length, 1)];
      papers.forEach(({ one, other }, ordinal) => {
        marks[ordinal] = Number(one);
        others[ordinal] = Number(other);
      });
      intersectMarks(marks, others, { isExcluded });
      expect([...marks]).toEqual(papers.map(({ one, other }) => Number(one && other !== isExcluded)));
    }),
  );
});
