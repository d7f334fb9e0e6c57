import type { Worker } from 'node:worker_threads';
import { startThread } from '../../lib/threads/start-thread.ts';
import { allow, findNearest, type NearestInput, type NearPaper } from './find-nearest.ts';
import { createNearestBoard, readNear, State, type NearestBoard } from './nearest-board.ts';
import type { SharedVectors } from './segment-vectors.ts';
import type { VectorSnapshot } from './vector-reader.ts';

/** What the thread of nearest-worker.ts is told before it is asked: whose vectors lie where. */
export interface NearestMessage {
  segments: (SharedVectors & { id: number })[];
}

export interface NearestOptions {
  /** Of so many papers the nearest may be looked for on another thread; below, that takes as long as to wake it up. */
  threadFrom: number;
}

/** Much longer than any search takes: a thread that has not answered by then never will. */
const MAX_WAIT_MS = 5_000;

interface Asked {
  vectors: VectorSnapshot;
  query: Float32Array;
  inputs: NearestInput[];
  limit: number;
}

/**
 * Finds the papers nearest to a query; if it is told of one early, on a thread of its own, while this one reads postings.
 * Both work on the same memory, one at a time.
 */
export class NearestFinder {
  readonly #threadFrom: number;
  #thread: { worker: Worker; board: NearestBoard } | undefined;
  #hasFailed = false;
  #told: NearestMessage['segments'] = [];
  #asked: Asked | undefined;

  constructor({ threadFrom }: NearestOptions) {
    this.#threadFrom = threadFrom;
  }

  /**
   * Begins what `find` will probably be asked next, and answers whether it did: not where there are few papers, and not
   * while the thread starts or is busy.
   */
  begin(vectors: VectorSnapshot, query: Float32Array, inputs: NearestInput[], limit: number): boolean {
    if (this.#hasFailed || query.length !== vectors.dims || !this.#isLarge(vectors)) return false;
    const { worker, board } = this.#threadFor(vectors.dims, limit);
    if (this.#asked || Atomics.load(board.state, 0) !== State.Idle) return false;
    this.#asked = { vectors, query, inputs, limit };
    this.#tell(worker, this.#asked);
    allow(vectors, inputs);
    board.query.set(query);
    board.limit[0] = limit;
    Atomics.store(board.state, 0, State.Asked);
    Atomics.notify(board.state, 0);
    return true;
  }

  /** See `findNearest`. */
  find(vectors: VectorSnapshot, query: Float32Array, inputs: NearestInput[], limit: number): NearPaper[] {
    const begun = this.#finish();
    if (begun && isSame(begun.asked, { vectors, query, inputs, limit })) return begun.near;
    return findNearest(vectors, query, inputs, limit);
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    const ending = this.#thread?.worker;
    this.#thread = this.#asked = undefined;
    this.#told = [];
    await ending?.terminate();
  }

  #isLarge({ bySegment }: VectorSnapshot): boolean {
    const all = [...bySegment.values()];
    const paperCount = all.reduce((sum, { count }) => sum + count, 0);
    return paperCount >= this.#threadFrom && all.every(({ memory }) => memory);
  }

  #threadFor(dims: number, limit: number): { worker: Worker; board: NearestBoard } {
    const known = this.#thread?.board;
    // Vectors of another model: the thread would keep the old ones in memory.
    if (known && (known.query.length !== dims || known.ordinals.length < limit)) void this.close();
    return (this.#thread ??= this.#start(dims, limit));
  }

  #start(dims: number, limit: number): { worker: Worker; board: NearestBoard } {
    const board = createNearestBoard(dims, limit);
    const worker = startThread(import.meta.url, './nearest-worker.ts', board);
    worker.unref();
    const fail = (): void => {
      if (this.#thread?.worker === worker) this.#fail();
    };
    worker.on('error', fail);
    worker.on('exit', fail);
    return { worker, board };
  }

  /** From now on, everything is found on this thread. */
  #fail(): void {
    this.#hasFailed = true;
    void this.close();
  }

  /** Where vectors lie, where that has changed. */
  #tell(worker: Worker, { vectors, inputs }: Asked): void {
    const segments = inputs.flatMap(({ id }) => {
      const own = vectors.bySegment.get(id);
      return own?.memory ? [{ id, count: own.count, dims: own.dims, memory: own.memory }] : [];
    });
    if (isSameMemory(this.#told, segments)) return;
    worker.postMessage({ segments } satisfies NearestMessage);
    this.#told = segments;
  }

  /** Waits for what was begun. Undefined: nothing was. */
  #finish(): { asked: Asked; near: NearPaper[] } | undefined {
    const asked = this.#asked;
    const board = this.#thread?.board;
    this.#asked = undefined;
    if (!asked || !board) return undefined;
    if (Atomics.wait(board.state, 0, State.Asked, MAX_WAIT_MS) === 'timed-out') {
      this.#fail();
      return undefined;
    }
    const near = readNear(board);
    Atomics.store(board.state, 0, State.Idle);
    return { asked, near };
  }
}

function isSame(a: Asked, b: Asked): boolean {
  return (
    a.vectors === b.vectors &&
    a.limit === b.limit &&
    isSameInput(a.inputs, b.inputs) &&
    a.query.every((value, at) => value === b.query[at])
  );
}

const isSameInput = (a: NearestInput[], b: NearestInput[]): boolean =>
  a.length === b.length && a.every(({ id, allowed }, at) => id === b[at]!.id && allowed === b[at]!.allowed);

const isSameMemory = (a: NearestMessage['segments'], b: NearestMessage['segments']): boolean =>
  a.length === b.length && a.every(({ id, memory }, at) => id === b[at]!.id && memory === b[at]!.memory);
