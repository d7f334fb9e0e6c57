import { marksOf, type PaperMarks } from '../../src/search/scoring/paper-marks.ts';

/** A paper each, whether it is marked. */
export const marksOfFlags = (flags: boolean[]): PaperMarks =>
  marksOf(
    flags.length,
    flags.flatMap((isMarked, ordinal) => (isMarked ? [ordinal] : [])),
  );
