/**
 * Of a segment's papers, by ordinal: 1 where something is said of a paper, else 0. Four to a word, so padded to words; in
 * memory that another thread can read.
 */
export type PaperMarks = Uint8Array;

export function createMarks(paperCount: number, value: 0 | 1 = 0): PaperMarks {
  return new Uint8Array(new SharedArrayBuffer(Math.ceil(paperCount / 4) * 4), 0, paperCount).fill(value);
}

/** `isMarked`: 1 for the values of a column, by ordinal, that mark a paper. A table, for a function would be called a million times. */
export function marksByValue(column: Uint8Array | Uint16Array, isMarked: Uint8Array): PaperMarks {
  const marks = createMarks(column.length);
  for (let ordinal = 0; ordinal < column.length; ordinal++) marks[ordinal] = isMarked[column[ordinal]!]!;
  return marks;
}

/** Leaves 1 where both have it; with `isExcluded`, where only the first has. Both are made here. */
export function intersectMarks(marks: PaperMarks, others: PaperMarks, { isExcluded = false } = {}): void {
  const [words, otherWords] = [wordsOf(marks), wordsOf(others)];
  const flip = isExcluded ? 0x01010101 : 0;
  for (let i = 0; i < words.length; i++) words[i]! &= otherWords[i]! ^ flip;
}

const wordsOf = ({ buffer, length }: PaperMarks): Int32Array =>
  new Int32Array(buffer, 0, Math.ceil(length / 4));
