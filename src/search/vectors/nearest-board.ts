import type { NearPaper } from './find-nearest.ts';

/** Where two threads write what one asks and the other answers. */
export interface NearestBoard {
  /** One of `State`. */
  state: Int32Array;
  /** How many papers are wanted. */
  limit: Int32Array;
  query: Float32Array;
  /** How many were found; then by place. */
  count: Int32Array;
  segmentIds: Float64Array;
  ordinals: Uint32Array;
  similarities: Float64Array;
}

/** A plain object, for Node can't run TypeScript's enums as they are. */
export const State = { Starting: 0, Idle: 1, Asked: 2, Answered: 3 } as const;

/** For queries of so many numbers, and at most so many papers. */
export function createNearestBoard(dims: number, limit: number): NearestBoard {
  return {
    state: new Int32Array(new SharedArrayBuffer(4)),
    limit: new Int32Array(new SharedArrayBuffer(4)),
    query: new Float32Array(new SharedArrayBuffer(dims * 4)),
    count: new Int32Array(new SharedArrayBuffer(4)),
    segmentIds: new Float64Array(new SharedArrayBuffer(limit * 8)),
    ordinals: new Uint32Array(new SharedArrayBuffer(limit * 4)),
    similarities: new Float64Array(new SharedArrayBuffer(limit * 8)),
  };
}

export function writeNear(
  { count, segmentIds, ordinals, similarities }: NearestBoard,
  near: NearPaper[],
): void {
  count[0] = near.length;
  near.forEach(({ segmentId, ordinal, similarity }, at) => {
    segmentIds[at] = segmentId;
    ordinals[at] = ordinal;
    similarities[at] = similarity;
  });
}

export function readNear({ count, segmentIds, ordinals, similarities }: NearestBoard): NearPaper[] {
  return Array.from({ length: count[0]! }, (_, at) => ({
    segmentId: segmentIds[at]!,
    ordinal: ordinals[at]!,
    similarity: similarities[at]!,
  }));
}
