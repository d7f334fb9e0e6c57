import { MAX_DISTANCE } from './choose-limit.ts';
import type { SegmentVectors } from './segment-vectors.ts';

/** How many papers have which distance from a query's code, 0 to MAX_DISTANCE. */
export type DistanceHistogram = Uint32Array;

/** What two threads that measure the same papers tell each other. */
export interface MeasuringBoard {
  /** The next turn, and what the helper is doing. */
  state: Int32Array<SharedArrayBuffer>;
  /** Of the helper's turns, once it is done. */
  helped: Uint32Array<SharedArrayBuffer>;
}

const NEXT_TURN = 0;
const HELPER = 1;
const HELPING = 1;
const DONE = 2;

/** A turn takes a tenth of a millisecond. */
const PAPERS_PER_TURN = 65_536;

export const createMeasuringBoard = (): MeasuringBoard => ({
  state: new Int32Array(new SharedArrayBuffer(8)),
  helped: new Uint32Array(new SharedArrayBuffer((MAX_DISTANCE + 1) * 4)),
});

/** Before the threads are asked: no turn has been taken. */
export function clearBoard({ state }: MeasuringBoard): void {
  Atomics.store(state, NEXT_TURN, 0);
  Atomics.store(state, HELPER, 0);
}

/** Measures all papers that may be found, but for the turns that a helper has taken; waits until those are done, too. */
export function measureAll(
  vectors: SegmentVectors[],
  code: Uint8Array,
  board = createMeasuringBoard(),
): DistanceHistogram {
  const histogram = takeTurns(vectors, code, board);
  // Whoever begins to help now finds no turn left.
  while (Atomics.load(board.state, HELPER) === HELPING) Atomics.wait(board.state, HELPER, HELPING);
  if (Atomics.load(board.state, HELPER) === DONE)
    board.helped.forEach((papers, distance) => (histogram[distance]! += papers));
  return histogram;
}

/** Takes turns of another thread's `measureAll` for the same query, as long as there are any. */
export function helpToMeasure(vectors: SegmentVectors[], code: Uint8Array, board: MeasuringBoard): void {
  // Told before the first turn is taken: the other thread looks at it after the last.
  Atomics.store(board.state, HELPER, HELPING);
  try {
    board.helped.set(takeTurns(vectors, code, board));
  } finally {
    Atomics.store(board.state, HELPER, DONE);
    Atomics.notify(board.state, HELPER);
  }
}

function takeTurns(
  vectors: SegmentVectors[],
  code: Uint8Array,
  { state }: MeasuringBoard,
): DistanceHistogram {
  const histogram = new Uint32Array(MAX_DISTANCE + 1);
  let turn = Atomics.add(state, NEXT_TURN, 1);
  let passed = 0;
  for (const one of vectors) {
    const turns = Math.ceil(one.count / PAPERS_PER_TURN);
    for (; turn < passed + turns; turn = Atomics.add(state, NEXT_TURN, 1)) {
      const start = (turn - passed) * PAPERS_PER_TURN;
      one.measure(code, histogram, start, Math.min(start + PAPERS_PER_TURN, one.count));
    }
    passed += turns;
  }
  return histogram;
}
