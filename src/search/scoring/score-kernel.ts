import { COMMON_COUNTS } from '../segments/field-counts.ts';
import type { PostingList } from '../segments/posting-lists.ts';
import type { SegmentColumns } from '../segments/segment-columns.ts';
import { SCORE_KERNEL_BASE64 } from './score-kernel-bytes.ts';

/** The papers that one call scores, see score-kernel.wat. */
export const WINDOW_PAPERS = 4_096;

/** One posting list and what it is worth to the query. */
export interface ListCursor {
  list: PostingList;
  /** Bits of the query's words that it covers; not 0. */
  mask: number;
  place: 'only form' | 'one of several' | 'last of several';
  /** Weight of this form's saturated count; 0: it counts through its stem alone. */
  ownWeight: number;
  /** Weight of the saturated count of all the term's forms; read from the last of several. */
  stemWeight: number;
  authorWeight: number;
  /** The most that its term and all terms after it can add to a score. */
  bound: number;
}

/** Columns of a segment that the kernel reads. */
export type KernelColumns = Pick<SegmentColumns, 'paperCount' | 'abstractLengths' | 'titleLengths'>;

/** The window's papers that reach the threshold; good until the next window. */
export class Candidates {
  readonly #memory: DataView;
  readonly count: number;

  constructor(memory: DataView, count: number) {
    this.#memory = memory;
    this.count = count;
  }
  ordinal(index: number): number {
    return this.#memory.getUint32(CANDIDATES + index * CANDIDATE_BYTES, true);
  }
  mask(index: number): number {
    return this.#memory.getUint32(CANDIDATES + index * CANDIDATE_BYTES + 4, true);
  }
  score(index: number): number {
    return this.#memory.getFloat64(CANDIDATES + index * CANDIDATE_BYTES + 8, true);
  }
}

interface KernelExports {
  k1: WebAssembly.Global;
  venueWeight: WebAssembly.Global;
  abstractLengths: WebAssembly.Global;
  titleLengths: WebAssembly.Global;
  allowed: WebAssembly.Global;
  matchCount: WebAssembly.Global;
  scoreWindow(cursors: number, cursorsEnd: number, start: number, end: number): number;
  collect(start: number, threshold: number): number;
}

// Addresses of score-kernel.wat.
const TITLE_NORMS = 0;
const ABSTRACT_NORMS = 2_048;
const COUNT_CODES = 18_432;
const MATCHES = 102_400;
const CANDIDATES = 135_200;
const BONUSES = 200_736;
const FREE = 249_904;

const CURSOR_BYTES = 64;
const CANDIDATE_BYTES = 16;
const PAGE_BYTES = 65_536;
const PLACES = ['only form', 'one of several', 'last of several'];

const module = new WebAssembly.Module(Buffer.from(SCORE_KERNEL_BASE64, 'base64'));

/** Drives score-kernel.wat: holds its memory, and copies into it what the segment and query at hand need. */
export class ScoreKernel {
  readonly #memory = new WebAssembly.Memory({ initial: Math.ceil(FREE / PAGE_BYTES) });
  readonly #wasm: KernelExports;
  #view = new DataView(this.#memory.buffer);
  #bytes = new Uint8Array(this.#memory.buffer);
  /** Columns stay in memory from query to query, at the beginning; what one query needs comes after them. */
  readonly #columns = new Map<KernelColumns, ColumnAddresses>();
  #columnsEnd = FREE;
  #free = FREE;
  #cursorsStart = 0;
  #bounds: number[] = [];
  #threshold = NaN;

  constructor() {
    const { exports } = new WebAssembly.Instance(module, { memory: { memory: this.#memory } });
    this.#wasm = exports as unknown as KernelExports;
    this.#bytes.set(COMMON_COUNTS, COUNT_CODES);
  }

  /** Takes the norms by length, as relevance.ts defines them, and the weights that are the same for all words. */
  setTables(tables: {
    titleNorms: Float64Array;
    abstractNorms: Float64Array;
    k1: number;
    venueWeight: number;
  }): void {
    new Float64Array(this.#memory.buffer, TITLE_NORMS).set(tables.titleNorms);
    new Float64Array(this.#memory.buffer, ABSTRACT_NORMS).set(tables.abstractNorms);
    this.#wasm.k1.value = tables.k1;
    this.#wasm.venueWeight.value = tables.venueWeight;
  }

  /**
   * What each paper of the window gets beside its words: to be written before the window is scored, and good until the
   * next `load`.
   */
  get bonuses(): Float64Array {
    return new Float64Array(this.#memory.buffer, BONUSES, WINDOW_PAPERS);
  }

  /** Forgets the columns of segments that are gone. */
  keepColumns(live: Set<KernelColumns>): void {
    if ([...this.#columns.keys()].every((columns) => live.has(columns))) return;
    this.#columns.clear();
    this.#columnsEnd = FREE;
  }

  /**
   * Takes a segment and the posting lists to score it by, forms of a term side by side. `allowed`: by ordinal, 1 where
   * a paper may be found; undefined: all may. Answers the first ordinal that has a posting.
   */
  load(columns: KernelColumns, allowed: Uint8Array | undefined, cursors: ListCursor[]): number {
    const { paperCount } = columns;
    const listBytes = cursors.reduce((sum, { list }) => sum + list.end - list.ordinalsStart + 8, 0);
    this.#ensure(this.#columnsEnd + paperCount * 4 + cursors.length * CURSOR_BYTES + listBytes + 64);
    const addresses = this.#columns.get(columns) ?? this.#copyColumns(columns);
    this.#free = this.#columnsEnd;
    this.#wasm.abstractLengths.value = addresses.abstractLengths;
    this.#wasm.titleLengths.value = addresses.titleLengths;
    this.#wasm.allowed.value = allowed ? this.#copy(allowed) : 0;
    this.#cursorsStart = this.#take(cursors.length * CURSOR_BYTES);
    this.#bounds = cursors.map(({ bound }) => bound);
    this.#threshold = NaN;
    const heads = cursors.map((cursor, index) =>
      this.#writeCursor(this.#cursorsStart + index * CURSOR_BYTES, cursor),
    );
    return Math.min(...heads);
  }

  /**
   * Scores papers `start` to `end` - 1, at most WINDOW_PAPERS; windows follow one another. Papers that can't reach
   * `threshold`, bonuses included, may get lower scores than theirs. Answers the next ordinal that has a posting.
   */
  scoreWindow(start: number, end: number, threshold: number): number {
    if (threshold !== this.#threshold) this.#demand(threshold);
    const cursorsEnd = this.#cursorsStart + this.#bounds.length * CURSOR_BYTES;
    return this.#wasm.scoreWindow(this.#cursorsStart, cursorsEnd, start, end);
  }

  /** The papers of the window that match and are allowed, and those of them with at least this score and bonus. */
  collect(start: number, threshold: number): { matches: Uint32Array; candidates: Candidates } {
    const count = this.#wasm.collect(start, threshold);
    const matches = new Uint32Array(this.#memory.buffer, MATCHES, this.#wasm.matchCount.value as number);
    return { matches, candidates: new Candidates(this.#view, count) };
  }

  #demand(threshold: number): void {
    this.#threshold = threshold;
    this.#bounds.forEach((bound, index) =>
      this.#view.setFloat64(this.#cursorsStart + index * CURSOR_BYTES + 56, threshold - bound, true),
    );
  }

  /** Answers its first ordinal. */
  #writeCursor(
    address: number,
    { list, mask, place, ownWeight, stemWeight, authorWeight }: ListCursor,
  ): number {
    const base = this.#copy(list.bytes.subarray(list.ordinalsStart, list.end));
    const [code, size] = readVarint(list.bytes, list.ordinalsStart);
    const view = this.#view;
    view.setInt32(address, base + size, true);
    view.setInt32(address + 4, (base + list.nibblesStart - list.ordinalsStart) * 2, true);
    view.setInt32(address + 8, base + list.escapesStart - list.ordinalsStart, true);
    view.setInt32(address + 12, list.count - 1, true);
    view.setInt32(address + 16, code >> 1, true);
    view.setInt32(address + 20, code & 1, true);
    view.setInt32(address + 24, mask, true);
    view.setInt32(address + 28, PLACES.indexOf(place), true);
    view.setFloat64(address + 32, ownWeight, true);
    view.setFloat64(address + 40, stemWeight, true);
    view.setFloat64(address + 48, authorWeight, true);
    return code >> 1;
  }

  #copyColumns(columns: KernelColumns): ColumnAddresses {
    const { paperCount, abstractLengths, titleLengths } = columns;
    this.#free = this.#columnsEnd;
    const addresses = {
      abstractLengths: this.#copy(
        new Uint8Array(abstractLengths.buffer, abstractLengths.byteOffset, paperCount * 2),
      ),
      titleLengths: this.#copy(titleLengths),
    };
    this.#columnsEnd = this.#free;
    this.#columns.set(columns, addresses);
    return addresses;
  }

  #copy(bytes: Uint8Array): number {
    const address = this.#take(bytes.length);
    this.#bytes.set(bytes, address);
    return address;
  }

  #take(sizeBytes: number): number {
    const address = this.#free;
    this.#free = (address + sizeBytes + 7) & ~7;
    return address;
  }

  #ensure(sizeBytes: number): void {
    const missing = sizeBytes - this.#memory.buffer.byteLength;
    if (missing <= 0) return;
    this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
    this.#view = new DataView(this.#memory.buffer);
    this.#bytes = new Uint8Array(this.#memory.buffer);
  }
}

interface ColumnAddresses {
  abstractLengths: number;
  titleLengths: number;
}

function readVarint(bytes: Uint8Array, start: number): [value: number, sizeBytes: number] {
  let value = 0;
  let at = start;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return [value, at - start];
  }
}
