import { COMMON_COUNTS, IN_AUTHORS, nibbleOfCounts } from '../segments/field-counts.ts';
import type { PostingList } from '../segments/posting-lists.ts';
import type { SegmentColumns } from '../segments/segment-columns.ts';
import { KernelMemory } from '../kernel-memory.ts';
import { SCORE_KERNEL_BASE64 } from './score-kernel-bytes.ts';

/** The papers that one call scores, see score-kernel.wat. */
export const WINDOW_PAPERS = 4_096;

/** The kernel has room for all sets of so many words. */
export const MAX_FACTOR_WORDS = 10;

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
  /** Bits of the query's words that these cover. */
  rest: number;
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
  groups: WebAssembly.Global;
  groupCounts: WebAssembly.Global;
  knownWords: WebAssembly.Global;
  threshold: WebAssembly.Global;
  bonusCount: WebAssembly.Global;
  matchCount: WebAssembly.Global;
  scoreWindow(cursors: number, cursorsEnd: number, start: number, end: number): number;
  collect(start: number, end: number): number;
  hasNibble(from: number, end: number, nibble: bigint): number;
}

// Addresses of score-kernel.wat.
const TITLE_NORMS = 0;
const ABSTRACT_NORMS = 2_048;
const COUNT_CODES = 18_432;
const CANDIDATES = 135_200;
const BONUSES = 200_736;
const BONUS_PLACES = 249_904;
const MATCHES = 270_384;
const FACTORS = 270_896;
const FREE = 279_088;

const CURSOR_BYTES = 80;
const CANDIDATE_BYTES = 16;
const IN_AUTHORS_NIBBLES = BigInt(nibbleOfCounts(IN_AUTHORS)) * 0x1111_1111_1111_1111n;
const PLACES = ['only form', 'one of several', 'last of several'];

const module = new WebAssembly.Module(Buffer.from(SCORE_KERNEL_BASE64, 'base64'));

/** Drives score-kernel.wat: holds its memory, and copies into it what the segment and query at hand need. */
export class ScoreKernel {
  readonly #memory = new KernelMemory(FREE);
  readonly #wasm: KernelExports;
  /** These stay in memory from query to query. */
  readonly #columns = new Map<KernelColumns, ColumnAddresses>();
  #cursorsStart = 0;
  #cursorsEnd = 0;
  #groupCount = 0;
  #groupRoom = 0;

  constructor() {
    const { exports } = new WebAssembly.Instance(module, { memory: { memory: this.#memory.memory } });
    this.#wasm = exports as unknown as KernelExports;
    this.#memory.bytes.set(COMMON_COUNTS, COUNT_CODES);
  }

  /** Takes the norms by length, as relevance.ts defines them, and the weights that are the same for all words. */
  setTables(tables: {
    titleNorms: Float64Array;
    abstractNorms: Float64Array;
    k1: number;
    venueWeight: number;
  }): void {
    new Float64Array(this.#memory.memory.buffer, TITLE_NORMS).set(tables.titleNorms);
    new Float64Array(this.#memory.memory.buffer, ABSTRACT_NORMS).set(tables.abstractNorms);
    this.#wasm.k1.value = tables.k1;
    this.#wasm.venueWeight.value = tables.venueWeight;
  }

  /**
   * Takes what a paper's score is multiplied by for having some of the query's words, by mask; none above 1. Of a query of
   * more than MAX_FACTOR_WORDS nothing: then it is 1 for all papers.
   */
  setFactors(factors: Float64Array): void {
    const known = factors.length > 0 ? factors : Float64Array.of(1);
    new Float64Array(this.#memory.memory.buffer, FACTORS, known.length).set(known);
    this.#wasm.knownWords.value = known.length - 1;
  }

  /** No paper of the window at hand gets anything beside its words. */
  clearBonuses(): void {
    const count = this.#wasm.bonusCount.value as number;
    for (let i = 0; i < count; i++)
      this.#memory.view.setFloat64(
        BONUSES + this.#memory.view.getInt32(BONUS_PLACES + i * 4, true) * 8,
        0,
        true,
      );
    this.#wasm.bonusCount.value = 0;
  }

  /** To be called once for a paper and before the window is scored. `place`: its offset in the window. */
  addBonus(place: number, bonus: number): void {
    const count = this.#wasm.bonusCount.value as number;
    this.#memory.view.setInt32(BONUS_PLACES + count * 4, place, true);
    this.#memory.view.setFloat64(BONUSES + place * 8, bonus, true);
    this.#wasm.bonusCount.value = count + 1;
  }

  bonusOf(place: number): number {
    return this.#memory.view.getFloat64(BONUSES + place * 8, true);
  }

  /** Forgets the columns of segments that are gone. */
  keepColumns(live: Set<KernelColumns>): void {
    if ([...this.#columns.keys()].every((columns) => live.has(columns))) return;
    this.#columns.clear();
    this.#groupRoom = 0;
    this.#memory.clear();
  }

  /**
   * Takes a segment and the posting lists to score it by, forms of a term side by side. `allowed`: a bit by ordinal, 1 where
   * a paper may be found; missing: all may. `groupOf`: by ordinal, the group in which a paper that matches is counted;
   * missing: none is. Answers where the first window begins.
   */
  load(
    columns: KernelColumns,
    cursors: ListCursor[],
    { allowed, groupOf }: { allowed?: Uint8Array | undefined; groupOf?: Uint32Array | undefined } = {},
  ): number {
    const memory = this.#memory;
    const addresses = this.#addressesOf(columns);
    if (groupOf) addresses.groups ??= memory.keep(groupOf);
    const listBytes = cursors.reduce((sum, { list }) => sum + list.end - list.ordinalsStart + 8, 0);
    memory.beginQuery((allowed?.length ?? 0) + cursors.length * CURSOR_BYTES + listBytes);
    this.#wasm.abstractLengths.value = addresses.abstractLengths;
    this.#wasm.titleLengths.value = addresses.titleLengths;
    this.#wasm.groups.value = groupOf ? addresses.groups! : 0;
    this.#wasm.allowed.value = allowed ? memory.copy(allowed) : 0;
    this.#cursorsStart = memory.take(cursors.length * CURSOR_BYTES);
    this.#cursorsEnd = this.#cursorsStart + cursors.length * CURSOR_BYTES;
    const heads = cursors.map((cursor, index) =>
      this.#writeCursor(this.#cursorsStart + index * CURSOR_BYTES, cursor),
    );
    return windowStart(Math.min(...heads));
  }

  /**
   * Scores papers `start` to `end` - 1, at most WINDOW_PAPERS; windows follow one another. Papers that can't reach
   * `threshold`, factor and bonus included, may get lower scores than theirs. Answers where the next window begins.
   */
  scoreWindow(start: number, end: number, threshold: number): number {
    this.#wasm.threshold.value = threshold;
    const next = this.#wasm.scoreWindow(this.#cursorsStart, this.#cursorsEnd, start, end);
    return Math.max(windowStart(next), end);
  }

  /** The papers of the window that reach the threshold; of a long query, perhaps others too. */
  collect(start: number, end: number): Candidates {
    return new Candidates(this.#memory.view, this.#wasm.collect(start, end));
  }

  /** How many papers of the window that was collected match and are allowed. */
  get matchCount(): number {
    return this.#wasm.matchCount.value as number;
  }

  /** Whether a paper of it is among these. `place`: its offset in the window. */
  isMatch(place: number): boolean {
    return ((this.#memory.bytes[MATCHES + (place >> 3)]! >> (place & 7)) & 1) === 1;
  }

  /** How many papers of each group match in all windows since they were cleared. */
  groupCounts(): Uint32Array {
    return new Uint32Array(
      this.#memory.memory.buffer,
      this.#wasm.groupCounts.value as number,
      this.#groupCount,
    ).slice();
  }

  /** Before the papers of so many groups are counted. */
  clearGroupCounts(count: number): void {
    if (count > this.#groupRoom) {
      this.#groupRoom = count * 2;
      this.#wasm.groupCounts.value = this.#memory.keep(new Uint32Array(this.#groupRoom));
    }
    this.#groupCount = count;
    if (count > 0)
      new Uint32Array(this.#memory.memory.buffer, this.#wasm.groupCounts.value as number, count).fill(0);
  }

  /** Answers its first ordinal. */
  #writeCursor(
    address: number,
    { list, mask, place, ownWeight, stemWeight, authorWeight, bound, rest }: ListCursor,
  ): number {
    const base = this.#memory.copy(list.bytes.subarray(list.ordinalsStart, list.end));
    const [code, size] = readVarint(list.bytes, list.ordinalsStart);
    const nibbles = base + list.nibblesStart - list.ordinalsStart;
    const escapes = base + list.escapesStart - list.ordinalsStart;
    const { view } = this.#memory;
    view.setInt32(address, base + size, true);
    view.setInt32(address + 4, nibbles * 2, true);
    view.setInt32(address + 8, escapes, true);
    view.setInt32(address + 12, list.count - 1, true);
    view.setInt32(address + 16, code >> 1, true);
    view.setInt32(address + 20, code & 1, true);
    view.setInt32(address + 24, mask, true);
    view.setInt32(address + 28, PLACES.indexOf(place), true);
    view.setFloat64(address + 32, ownWeight, true);
    view.setFloat64(address + 40, stemWeight, true);
    view.setFloat64(address + 48, authorWeight, true);
    view.setFloat64(address + 56, bound, true);
    view.setInt32(address + 64, rest, true);
    view.setInt32(address + 68, nibbles * 2, true);
    // A mere author's name is nothing, unless it is the word as typed.
    const isUnseen = authorWeight === 0 && this.#wasm.hasNibble(nibbles, escapes, IN_AUTHORS_NIBBLES) === 1;
    view.setInt32(address + 72, isUnseen ? IN_AUTHORS : 0, true);
    return code >> 1;
  }

  #addressesOf(columns: KernelColumns): ColumnAddresses {
    let addresses = this.#columns.get(columns);
    if (!addresses) {
      addresses = {
        abstractLengths: this.#memory.keep(columns.abstractLengths),
        titleLengths: this.#memory.keep(columns.titleLengths),
      };
      this.#columns.set(columns, addresses);
    }
    return addresses;
  }
}

interface ColumnAddresses {
  abstractLengths: number;
  titleLengths: number;
  /** Once facets were asked for. */
  groups?: number;
}

/** Bits are joined by whole words. */
const windowStart = (ordinal: number): number => ordinal & ~63;

function readVarint(bytes: Uint8Array, start: number): [value: number, sizeBytes: number] {
  let value = 0;
  let at = start;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return [value, at - start];
  }
}
