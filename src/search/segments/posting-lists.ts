import { ByteWriter } from './byte-writer.ts';

/**
 * The postings of one term in one segment, as stored in `search_postings.lists`: for each word form of the term
 *
 *     varint shared        how many leading UTF-16 units it shares with the term
 *     varint n, n bytes    the rest of the form, UTF-8
 *     varint count         papers
 *     varint m, m bytes    ordinals, ascending, as varint distances from the previous one (from -1 at the start)
 *     count bytes          field counts, see field-counts.ts
 *
 * Forms follow each other to the end.
 */
export interface PostingList {
  form: string;
  count: number;
  bytes: Uint8Array;
  /** Where the ordinals begin in `bytes`. */
  ordinalsStart: number;
  /** Where the field counts begin in `bytes`. */
  countsStart: number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Appends one form's list. `ordinals` ascend; both arrays hold `count` values from `start` on. */
export function writePostingList(
  writer: ByteWriter,
  term: string,
  form: string,
  ordinals: Uint32Array,
  counts: Uint8Array,
  start: number,
  count: number,
): void {
  const shared = sharedPrefixLength(term, form);
  writer.varint(shared);
  const rest = form.length === shared ? EMPTY : encoder.encode(form.slice(shared));
  writer.varint(rest.length);
  writer.bytes(rest);
  writer.varint(count);
  writer.varint(encodedSize(ordinals, start, count));
  let previous = -1;
  for (let i = start; i < start + count; i++) {
    const ordinal = ordinals[i]!;
    writer.varint(ordinal - previous);
    previous = ordinal;
  }
  writer.bytes(counts.subarray(start, start + count));
}

const EMPTY = new Uint8Array(0);

function encodedSize(ordinals: Uint32Array, start: number, count: number): number {
  let size = 0;
  let previous = -1;
  for (let i = start; i < start + count; i++) {
    const distance = ordinals[i]! - previous;
    size += distance < 0x80 ? 1 : distance < 0x4000 ? 2 : distance < 0x200000 ? 3 : 4;
    previous = ordinals[i]!;
  }
  return size;
}

function sharedPrefixLength(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  // Not between the halves of a character: they can't be written as UTF-8 each alone.
  const last = a.charCodeAt(length - 1);
  return length > 0 && last >= 0xd800 && last <= 0xdbff ? length - 1 : length;
}

/** The lists of a term, without decoding their postings. */
export function readPostingLists(term: string, bytes: Uint8Array): PostingList[] {
  const lists: PostingList[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error(`search: the posting lists of "${term}" are cut short`);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const shared = varint();
    const restLength = varint();
    const form = term.slice(0, shared) + decoder.decode(bytes.subarray(at, at + restLength));
    at += restLength;
    const count = varint();
    const ordinalsStart = at + sizeOfVarintAt(bytes, at);
    const ordinalBytes = varint();
    lists.push({ form, count, bytes, ordinalsStart, countsStart: ordinalsStart + ordinalBytes });
    at = ordinalsStart + ordinalBytes + count;
  }
  return lists;
}

function sizeOfVarintAt(bytes: Uint8Array, at: number): number {
  let size = 1;
  while ((bytes[at++] ?? 0) >= 0x80) size++;
  return size;
}

/** Decodes the ordinals of a list into `target`, which has room for `list.count`. */
export function decodeOrdinals(list: PostingList, target: Uint32Array): void {
  const { bytes, count } = list;
  let at = list.ordinalsStart;
  let ordinal = -1;
  for (let i = 0; i < count; i++) {
    let byte = bytes[at++]!;
    let distance = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = bytes[at++]!;
      distance |= (byte & 0x7f) << shift;
    }
    ordinal += distance;
    target[i] = ordinal;
  }
}
