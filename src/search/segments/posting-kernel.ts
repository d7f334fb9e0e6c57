import { KernelMemory } from '../kernel-memory.ts';
import { COMMON_COUNTS } from './field-counts.ts';
import { POSTING_KERNEL_BASE64 } from './posting-kernel-bytes.ts';
import type { PostingList } from './posting-lists.ts';

interface KernelExports {
  decode(
    at: number,
    nibble: number,
    escape: number,
    count: number,
    last: number,
    ordinals: number,
    counts: number,
  ): number;
  mark(ordinals: number, counts: number, count: number, isMarked: number, marks: number): void;
  addCounts(ordinals: number, counts: number, count: number, sums: number): void;
  listPapers(sums: number, sumsEnd: number, papers: number, common: number): number;
  keepCommon(papers: number, count: number, common: number, sums: number): number;
}

const module = new WebAssembly.Module(Buffer.from(POSTING_KERNEL_BASE64, 'base64'));
const memory = new KernelMemory(COMMON_COUNTS.length);
const wasm = new WebAssembly.Instance(module, { memory: { memory: memory.memory } })
  .exports as unknown as KernelExports;
memory.bytes.set(COMMON_COUNTS);

/** What rounding to whole words may take. */
const ROUNDING_BYTES = 64;
const MAX_ORDINAL = 0x7fffffff;

/** A list's postings, up to the first ordinal that is `last` or more. Good until anything else is read. */
export function decodeList(
  list: PostingList,
  last = MAX_ORDINAL,
): { ordinals: Uint32Array; counts: Uint8Array } {
  memory.beginQuery(roomBytes([list]));
  const room = takeRoom([list]);
  const decoded = decodeInto(room, list, last);
  return {
    ordinals: new Uint32Array(memory.memory.buffer, room.ordinals, decoded),
    counts: memory.bytes.subarray(room.counts, room.counts + decoded),
  };
}

/** Sets the bits of the lists' papers, by ordinal, where `isMarked` has 1 for their field counts (256 values). */
export function markPapers(marks: Uint8Array, lists: PostingList[], isMarked: Uint8Array): void {
  memory.beginQuery(marks.length + isMarked.length + roomBytes(lists));
  const room = takeRoom(lists);
  const [table, bits] = [memory.copy(isMarked), memory.copy(marks)];
  for (const list of lists)
    wasm.mark(room.ordinals, room.counts, decodeInto(room, list, MAX_ORDINAL), table, bits);
  marks.set(memory.bytes.subarray(bits, bits + marks.length));
}

/** Papers that have all of some words in one field. */
export interface CommonPapers {
  /** Ascending. */
  ordinals: Uint32Array;
  /** How often the rarest of the words stands there: u16 in the abstract, then u16 in the title. */
  counts: Uint16Array;
}

/**
 * The papers of a segment that have all words (each with its lists, in any form) in one field; soonest with the rarest
 * word first. Good until anything else is read.
 */
export function findCommonPapers([first = [], ...others]: PostingList[][], paperCount: number): CommonPapers {
  const lists = [...first, ...others.flat()];
  const mostFound = first.reduce((sum, { count }) => sum + count, 0);
  const sumBytes = Math.ceil(paperCount / 2) * 8;
  memory.beginQuery(sumBytes + mostFound * 8 + roomBytes(lists));
  const room = takeRoom(lists);
  const [sums, papers, common] = [
    memory.take(sumBytes),
    memory.take(mostFound * 4),
    memory.take(mostFound * 4),
  ];
  const addUp = (some: PostingList[], last: number): void => {
    memory.bytes.fill(0, sums, sums + sumBytes);
    for (const list of some) wasm.addCounts(room.ordinals, room.counts, decodeInto(room, list, last), sums);
  };
  addUp(first, MAX_ORDINAL);
  let count = wasm.listPapers(sums, sums + sumBytes, papers, common);
  const { buffer } = memory.memory;
  for (const listsOfWord of others) {
    if (count === 0) break;
    addUp(listsOfWord, new Uint32Array(buffer, papers, count).at(-1)!);
    count = wasm.keepCommon(papers, count, common, sums);
  }
  return {
    ordinals: new Uint32Array(buffer, papers, count),
    counts: new Uint16Array(buffer, common, count * 2),
  };
}

/** Where a list's bytes and what they mean have room. */
interface ListRoom {
  bytes: number;
  ordinals: number;
  counts: number;
}

const longest = (lists: PostingList[]): { bytes: number; count: number } => ({
  bytes: Math.max(0, ...lists.map(({ ordinalsStart, end }) => end - ordinalsStart)),
  count: Math.max(0, ...lists.map(({ count }) => count)),
});

function roomBytes(lists: PostingList[]): number {
  const { bytes, count } = longest(lists);
  return bytes + count * 5 + ROUNDING_BYTES;
}

/** For one list after the other. */
function takeRoom(lists: PostingList[]): ListRoom {
  const { bytes, count } = longest(lists);
  return { bytes: memory.take(bytes), ordinals: memory.take(count * 4), counts: memory.take(count) };
}

/** Answers how many postings it decoded. */
function decodeInto(room: ListRoom, list: PostingList, last: number): number {
  const { bytes, ordinalsStart, nibblesStart, escapesStart, end, count } = list;
  memory.bytes.set(bytes.subarray(ordinalsStart, end), room.bytes);
  const nibbles = room.bytes + nibblesStart - ordinalsStart;
  const escapes = room.bytes + escapesStart - ordinalsStart;
  return wasm.decode(room.bytes, nibbles * 2, escapes, count, last, room.ordinals, room.counts);
}
