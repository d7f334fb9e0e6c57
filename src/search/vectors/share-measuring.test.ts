import { expect, test } from 'vitest';
import { createSeededRandom } from '../embedding/seeded-random.ts';
import { createSegmentVectors, type SegmentVectors } from './segment-vectors.ts';
import { CODE_BYTES } from './quantise-vector.ts';
import { clearBoard, createMeasuringBoard, helpToMeasure, measureAll } from './share-measuring.ts';

const random = createSeededRandom(1);
const randomBytes = (count: number): Uint8Array =>
  Uint8Array.from({ length: count }, () => random.integer(256));

/** Five turns. */
const vectors = [70_000, 9, 70_000].map((count) => {
  const made = createSegmentVectors(count, 16);
  made.codes.set(randomBytes(count * CODE_BYTES));
  return made;
});
const code = randomBytes(CODE_BYTES);
const alone = measureAll(vectors, code);

/** The vectors, and what happens before a turn at them is taken. */
const beforeTurns = (happens: (turn: number) => void): SegmentVectors[] => {
  let turn = 0;
  return vectors.map((one) => ({
    ...one,
    measure(...asked) {
      happens(turn++);
      one.measure(...asked);
    },
  }));
};

test('all papers are measured', () => expect(alone.reduce((sum, count) => sum + count)).toBe(140_009));

test.each([0, 1, 2, 3, 4])('each paper is measured once, whoever helps from turn %i on', (from) => {
  const board = createMeasuringBoard();
  const helped = beforeTurns((turn) => turn === from && helpToMeasure(vectors, code, board));
  expect(measureAll(helped, code, board)).toEqual(alone);
});

test('whoever would help before has nothing left to do, and who comes too late neither', () => {
  const board = createMeasuringBoard();
  helpToMeasure(vectors, code, board);
  let turns = 0;
  expect(
    measureAll(
      beforeTurns(() => turns++),
      code,
      board,
    ),
  ).toEqual(alone);
  expect(turns).toBe(0);

  clearBoard(board);
  expect(measureAll(vectors, code, board)).toEqual(alone);
  helpToMeasure(
    beforeTurns(() => turns++),
    code,
    board,
  );
  expect(turns).toBe(0);
});
