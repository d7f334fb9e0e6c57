import { setBit } from '../segments/bitmap.ts';

/**
 * Of a segment's papers, a bit by ordinal as in bitmap.ts: 1 where something is said of a paper. Of whole words of 32 bits,
 * those behind the last paper mean nothing; in memory that another thread can read.
 */
export type PaperMarks = Uint8Array;

export function createMarks(paperCount: number, value: 0 | 1 = 0): PaperMarks {
  const marks = new Uint8Array(new SharedArrayBuffer(Math.ceil(paperCount / 32) * 4));
  return value === 1 ? marks.fill(0xff) : marks;
}

export function marksOf(paperCount: number, ordinals: Iterable<number>): PaperMarks {
  const marks = createMarks(paperCount);
  for (const ordinal of ordinals) setBit(marks, ordinal);
  return marks;
}

/** `isMarked`: 1 for the values of a column, by ordinal, that mark a paper. A table, for a function would be called a million times. */
export function marksByValue(column: Uint8Array | Uint16Array, isMarked: Uint8Array): PaperMarks {
  const marks = createMarks(column.length);
  // Without a branch, for it could not be foretold: a third of the time.
  for (let ordinal = 0; ordinal < column.length; ordinal++)
    marks[ordinal >> 3]! |= isMarked[column[ordinal]!]! << (ordinal & 7);
  return marks;
}

/** Leaves 1 where both have it; with `isExcluded`, where only the first has. */
export function intersectMarks(marks: PaperMarks, others: PaperMarks, { isExcluded = false } = {}): void {
  const [words, otherWords] = [wordsOf(marks), wordsOf(others)];
  const flip = isExcluded ? -1 : 0;
  for (let i = 0; i < words.length; i++) words[i]! &= otherWords[i]! ^ flip;
}

const wordsOf = ({ buffer, length }: PaperMarks): Int32Array => new Int32Array(buffer, 0, length / 4);
