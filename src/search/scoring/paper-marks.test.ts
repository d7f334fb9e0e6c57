import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasBit, setBit } from '../segments/bitmap.ts';
import { createMarks, intersectMarks } from './paper-marks.ts';

test('marks are intersected as paper by paper, whatever their number', () => {
  const pairs = fc.array(fc.record({ one: fc.boolean(), other: fc.boolean() }), { maxLength: 70 });
  fc.assert(
    fc.property(pairs, fc.boolean(), (papers, isExcluded) => {
      const [marks, others] = [createMarks(papers.length), createMarks(papers.length)];
      papers.forEach(({ one, other }, ordinal) => {
        if (one) setBit(marks, ordinal);
        if (other) setBit(others, ordinal);
      });
      intersectMarks(marks, others, { isExcluded });
      expect(papers.map((_, ordinal) => hasBit(marks, ordinal))).toEqual(
        papers.map(({ one, other }) => one && other !== isExcluded),
      );
    }),
  );
});
