import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { findNearestAllowed } from './find-nearest.ts';
import { State, writeNear, type NearestBoard } from './nearest-board.ts';
import type { NearestMessage } from './nearest-finder.ts';
import { shareSegmentVectors, type SegmentVectors } from './segment-vectors.ts';

// The thread of nearest-finder.ts. It sleeps on the board, for to be woken up there takes a tenth of what a message does,
// and reads messages only when it is asked: they say where the vectors are.
const board = workerData as NearestBoard;
let bySegment = new Map<number, SegmentVectors>();

Atomics.store(board.state, 0, State.Idle);
for (;;) {
  const state = Atomics.load(board.state, 0);
  if (state === State.Asked) answer();
  else Atomics.wait(board.state, 0, state);
}

function answer(): void {
  for (let told = receiveMessageOnPort(parentPort!); told; told = receiveMessageOnPort(parentPort!)) {
    const { segments } = told.message as NearestMessage;
    bySegment = new Map(segments.map((segment) => [segment.id, shareSegmentVectors(segment)]));
  }
  const query = Float32Array.from(board.query);
  const near = findNearestAllowed({ bySegment }, query, [...bySegment.keys()], board.limit[0]!);
  writeNear(board, near);
  Atomics.store(board.state, 0, State.Answered);
  Atomics.notify(board.state, 0);
}
