import type { Asking, BlockingCall } from '../../lib/threads/blocking-calls.ts';
import type { SecondThreadUse } from '../second-thread.ts';
import {
  allow,
  findNearest,
  findNearestAllowed,
  type NearestInput,
  type NearPapers,
} from './find-nearest.ts';
import { codeOf } from './quantise-vector.ts';
import { shareSegmentVectors, type SegmentVectors, type SharedVectors } from './segment-vectors.ts';
import { clearBoard, createMeasuringBoard, helpToMeasure, type MeasuringBoard } from './share-measuring.ts';
import type { VectorSnapshot } from './vector-reader.ts';

/** What a second thread is asked. */
export interface NearestQuestion {
  query: Float32Array;
  limit: number;
  board: MeasuringBoard;
  /** Whose vectors lie where, where that has changed. */
  segments?: KnownVectors[];
}

/** Those of a segment. */
type KnownVectors = SharedVectors & { id: number };

interface Begun {
  call: BlockingCall<NearPapers>;
  vectors: VectorSnapshot;
  query: Float32Array;
  inputs: NearestInput[];
  limit: number;
}

/**
 * Finds the papers nearest to a query; if it is told of one early, on a second thread, while this one reads postings, and
 * then helps with what is left. Both work on the same memory.
 */
export class NearestFinder {
  readonly #thread: Asking<NearestQuestion, NearPapers>;
  readonly #threadFrom: number;
  readonly #board = createMeasuringBoard();
  #told: KnownVectors[] = [];
  #begun: Begun | undefined;

  constructor(thread: Asking<NearestQuestion, NearPapers>, { papers }: Pick<SecondThreadUse, 'papers'>) {
    this.#thread = thread;
    this.#threadFrom = papers;
  }

  /**
   * Begins what `find` will probably be asked next, and answers whether it did: not where there are few papers, and not
   * while the thread starts or is busy.
   */
  begin(vectors: VectorSnapshot, query: Float32Array, inputs: NearestInput[], limit: number): boolean {
    if (this.#begun || query.length !== vectors.dims || !this.#isLarge(vectors)) return false;
    allow(vectors, inputs);
    const segments = inputs.flatMap(({ id }) => {
      const own = vectors.bySegment.get(id);
      return own?.memory ? [{ id, count: own.count, dims: own.dims, memory: own.memory }] : [];
    });
    const isTold = isSameMemory(this.#told, segments);
    clearBoard(this.#board);
    const call = this.#thread.ask({ query, limit, board: this.#board, ...(!isTold && { segments }) });
    if (!call) return false;
    this.#told = segments;
    this.#begun = { call, vectors, query, inputs, limit };
    return true;
  }

  /** Whether this has begun, and `find` will only wait for it. */
  hasBegun(vectors: VectorSnapshot, query: Float32Array, inputs: NearestInput[], limit: number): boolean {
    return this.#begun !== undefined && isSame(this.#begun, { vectors, query, inputs, limit });
  }

  /** See `findNearest`. */
  find(vectors: VectorSnapshot, query: Float32Array, inputs: NearestInput[], limit: number): NearPapers {
    const begun = this.#begun;
    this.#begun = undefined;
    const isBegun = begun !== undefined && isSame(begun, { vectors, query, inputs, limit });
    if (isBegun) helpToMeasure(vectorsOf(vectors, inputs), codeOf(query), this.#board);
    // Whatever was begun: it works on the same memory.
    const answer = begun?.call.wait();
    return isBegun && answer ? answer : findNearest(vectors, query, inputs, limit);
  }

  #isLarge({ bySegment }: VectorSnapshot): boolean {
    const all = [...bySegment.values()];
    const paperCount = all.reduce((sum, { count }) => sum + count, 0);
    return paperCount >= this.#threadFrom && all.every(({ memory }) => memory);
  }
}

/** Finds for a NearestFinder on another thread. */
export function createNearestSearch(): (question: NearestQuestion) => NearPapers {
  let bySegment = new Map<number, SegmentVectors>();
  return ({ query, limit, board, segments }) => {
    if (segments) bySegment = new Map(segments.map((segment) => [segment.id, shareSegmentVectors(segment)]));
    return findNearestAllowed({ bySegment }, query, [...bySegment.keys()], limit, board);
  };
}

const vectorsOf = ({ bySegment }: VectorSnapshot, inputs: NearestInput[]): SegmentVectors[] =>
  inputs.flatMap(({ id }) => bySegment.get(id) ?? []);

type Asked = Omit<Begun, 'call'>;

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

const isSameMemory = (a: KnownVectors[], b: KnownVectors[]): boolean =>
  a.length === b.length && a.every(({ id, memory }, at) => id === b[at]!.id && memory === b[at]!.memory);
