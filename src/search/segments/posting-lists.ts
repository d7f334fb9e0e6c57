import type { ByteWriter } from './byte-writer.ts';
import { nibbleOfCounts } from './field-counts.ts';

/**
 * The postings of one term in one segment, as stored in `search_postings.lists`: for each word form of the term
 *
 *     varint n             0: the form is the term; else n - 1 is the length of the rest below
 *     varint shared        where n > 0: how many leading UTF-16 units the form shares with the term
 *     n - 1 bytes          the rest of the form, UTF-8
 *     varint count         papers
 *     varint m, f, e       lengths of the next three; missing where count is 1
 *     m bytes              per paper a varint: its distance from the paper before, less one, doubled; odd where its
 *                          field counts are not 1 (once in the abstract, two thirds of all)
 *     f nibbles            for the odd ones: index into COMMON_COUNTS, low nibble first; 0: see the next
 *     e bytes              field counts that are none of the common ones
 *
 * Forms follow each other to the end. posting-kernel.wat and scoring/score-kernel.wat read the same.
 */
export interface PostingList {
  form: string;
  count: number;
  bytes: Uint8Array;
  /** Where in `bytes` the three streams begin, and the last one ends. */
  ordinalsStart: number;
  nibblesStart: number;
  escapesStart: number;
  end: number;
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
  writeForm(writer, term, form);
  writer.varint(count);
  if (count > 1) writeLengths(writer, ordinals, counts, start, count);
  let previous = -1;
  for (let i = start; i < start + count; i++) {
    writer.varint(distanceCode(ordinals[i]!, previous, counts[i]!));
    previous = ordinals[i]!;
  }
  let nibbleCount = 0;
  let half = 0;
  for (let i = start; i < start + count; i++) {
    if (counts[i] === 1) continue;
    const nibble = nibbleOfCounts(counts[i]!);
    if (nibbleCount++ & 1) writer.byte(half | (nibble << 4));
    else half = nibble;
  }
  if (nibbleCount & 1) writer.byte(half);
  for (let i = start; i < start + count; i++) {
    if (counts[i] !== 1 && nibbleOfCounts(counts[i]!) === 0) writer.byte(counts[i]!);
  }
}

function writeForm(writer: ByteWriter, term: string, form: string): void {
  if (form === term) {
    writer.varint(0);
    return;
  }
  const shared = sharedPrefixLength(term, form);
  if (isAscii(form, shared)) {
    writer.varint(form.length - shared + 1);
    writer.varint(shared);
    for (let i = shared; i < form.length; i++) writer.byte(form.charCodeAt(i));
    return;
  }
  const rest = encoder.encode(form.slice(shared));
  writer.varint(rest.length + 1);
  writer.varint(shared);
  writer.bytes(rest);
}

function isAscii(text: string, from: number): boolean {
  for (let i = from; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

function writeLengths(
  writer: ByteWriter,
  ordinals: Uint32Array,
  counts: Uint8Array,
  start: number,
  count: number,
): void {
  let ordinalBytes = 0;
  let nibbles = 0;
  let escapes = 0;
  let previous = -1;
  for (let i = start; i < start + count; i++) {
    const code = distanceCode(ordinals[i]!, previous, counts[i]!);
    ordinalBytes += code < 0x80 ? 1 : code < 0x4000 ? 2 : code < 0x200000 ? 3 : 4;
    previous = ordinals[i]!;
    if (counts[i] === 1) continue;
    nibbles++;
    if (nibbleOfCounts(counts[i]!) === 0) escapes++;
  }
  writer.varint(ordinalBytes);
  writer.varint(nibbles);
  writer.varint(escapes);
}

function distanceCode(ordinal: number, previous: number, counts: number): number {
  return (ordinal - previous - 1) * 2 + (counts === 1 ? 0 : 1);
}

function sharedPrefixLength(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  // Not between the halves of a character: they can't be written as UTF-8 each alone.
  const last = a.charCodeAt(length - 1);
  return length > 0 && last >= 0xd800 && last <= 0xdbff ? length - 1 : length;
}

/** Most are a letter or two of ASCII, for which a decoder takes ten times as long. */
function decodeEnding(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) {
    if (bytes[at]! > 0x7f) return decoder.decode(bytes.subarray(start, end));
    text += String.fromCharCode(bytes[at]!);
  }
  return text;
}

/**
 * The lists of a term, without decoding their postings.
 * @throws Error where the bytes end too early.
 */
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
  const readForm = (): string => {
    const rest = varint() - 1;
    if (rest < 0) return term;
    const shared = varint();
    at += rest;
    return term.slice(0, shared) + decodeEnding(bytes, at - rest, at);
  };
  while (at < bytes.length) {
    const form = readForm();
    const count = varint();
    const [ordinalBytes, nibbles, escapes] = count > 1 ? [varint(), varint(), varint()] : lengthsOfOne();
    const ordinalsStart = at;
    const nibblesStart = ordinalsStart + ordinalBytes;
    const escapesStart = nibblesStart + ((nibbles + 1) >> 1);
    at = escapesStart + escapes;
    lists.push({ form, count, bytes, ordinalsStart, nibblesStart, escapesStart, end: at });
  }
  if (at > bytes.length) throw new Error(`search: the posting lists of "${term}" are cut short`);
  return lists;

  function lengthsOfOne(): [number, number, number] {
    const start = at;
    const nibbles = varint() & 1;
    const escapes = nibbles && (bytes[at] ?? 0) === 0 ? 1 : 0;
    const ordinalBytes = at - start;
    at = start;
    return [ordinalBytes, nibbles, escapes];
  }
}
