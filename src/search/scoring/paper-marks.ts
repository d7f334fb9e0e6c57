/** Of a segment's papers, by ordinal: 1 where something is said of a paper, else 0. Four to a word, so padded to words. */
export type PaperMarks = Uint8Array;

export function createMarks(paperCount: number, value: 0 | 1 = 0): PaperMarks {
  return new Uint8Array(new ArrayBuffer(Math.ceil(paperCount / 4) * 4), 0, paperCount).fill(value);
}

export function marksWhere(paperCount: number, isMarked: (ordinal: number) => boolean): PaperMarks {
  const marks = createMarks(paperCount);
  for (let ordinal = 0; ordinal < paperCount; ordinal++) if (isMarked(ordinal)) marks[ordinal] = 1;
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
