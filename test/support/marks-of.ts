import { createMarks, type PaperMarks } from '../../src/search/scoring/paper-marks.ts';
import { setBit } from '../../src/search/segments/bitmap.ts';

/** Marks papers by ordinal. */
export function marksOf(flags: boolean[]): PaperMarks {
  const marks = createMarks(flags.length);
  flags.forEach((isMarked, ordinal) => isMarked && setBit(marks, ordinal));
  return marks;
}
