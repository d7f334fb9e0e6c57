/** What is known of each paper of a segment, by ordinal; kept in memory by every reader, for all of its threads. */
export interface SegmentColumns {
  paperCount: number;
  /** Ascending. */
  paperIds: Int32Array;
  /** Hash of the title's words, see hash-words.ts. */
  titleHashes: Uint32Array;
  /** Day of publication as day-number.ts counts; 0: unknown. The first of the month or year where that is all. */
  publishedDays: Uint16Array;
  /** Index into `categories`; 0: none. */
  primaryCategories: Uint16Array;
  /** Index into `venueNames`; 0: none. */
  venues: Uint16Array;
  /** Words of the abstract that are not stop words, at most MAX_ABSTRACT_LENGTH. */
  abstractLengths: Uint16Array;
  /** Words of the title, at most MAX_TITLE_LENGTH. */
  titleLengths: Uint8Array;
  flags: Uint8Array;
  /** Distinct primary categories of this segment; the first is the empty one. */
  categories: string[];
  /** Distinct venues of this segment, as given; the first is the empty one. */
  venueNames: string[];
}

export const HAS_CODE = 1;
export const MAX_TITLE_LENGTH = 255;
export const MAX_ABSTRACT_LENGTH = 2_047;

/** Bytes a paper takes in the fixed part. */
const ROW_BYTES = 4 + 4 + 2 + 2 + 2 + 2 + 1 + 1;
const HEADER_BYTES = 4;

export function emptyColumns(paperCount: number): SegmentColumns {
  return viewColumns(new SharedArrayBuffer(HEADER_BYTES + paperCount * ROW_BYTES), paperCount, noNames());
}

/** The arrays one after the other, wide elements first so that all are aligned, then the names of categories and venues as JSON. */
export function encodeColumns(columns: SegmentColumns): Uint8Array<ArrayBuffer> {
  const names = new TextEncoder().encode(
    JSON.stringify({ categories: columns.categories, venueNames: columns.venueNames } satisfies ColumnNames),
  );
  const fixedBytes = HEADER_BYTES + columns.paperCount * ROW_BYTES;
  const encoded = new Uint8Array(fixedBytes + names.length);
  new DataView(encoded.buffer).setUint32(0, columns.paperCount, true);
  const target = viewColumns(encoded.buffer, columns.paperCount, noNames());
  target.paperIds.set(columns.paperIds);
  target.titleHashes.set(columns.titleHashes);
  target.publishedDays.set(columns.publishedDays);
  target.primaryCategories.set(columns.primaryCategories);
  target.venues.set(columns.venues);
  target.abstractLengths.set(columns.abstractLengths);
  target.titleLengths.set(columns.titleLengths);
  target.flags.set(columns.flags);
  encoded.set(names, fixedBytes);
  return encoded;
}

export function decodeColumns(encoded: Uint8Array): SegmentColumns {
  // A copy: what a driver answers may lie anywhere in a larger buffer, and typed arrays want their alignment.
  const buffer = new SharedArrayBuffer(encoded.length);
  new Uint8Array(buffer).set(encoded);
  const paperCount = new DataView(buffer).getUint32(0, true);
  const names = encoded.subarray(HEADER_BYTES + paperCount * ROW_BYTES);
  return viewColumns(buffer, paperCount, JSON.parse(new TextDecoder().decode(names)) as ColumnNames);
}

type ColumnNames = Pick<SegmentColumns, 'categories' | 'venueNames'>;

const noNames = (): ColumnNames => ({ categories: [''], venueNames: [''] });

function viewColumns(buffer: ArrayBufferLike, paperCount: number, names: ColumnNames): SegmentColumns {
  let at = HEADER_BYTES;
  const next = <T>(make: (offset: number) => T, width: number): T => {
    const array = make(at);
    at += paperCount * width;
    return array;
  };
  return {
    paperCount,
    paperIds: next((offset) => new Int32Array(buffer, offset, paperCount), 4),
    titleHashes: next((offset) => new Uint32Array(buffer, offset, paperCount), 4),
    publishedDays: next((offset) => new Uint16Array(buffer, offset, paperCount), 2),
    primaryCategories: next((offset) => new Uint16Array(buffer, offset, paperCount), 2),
    venues: next((offset) => new Uint16Array(buffer, offset, paperCount), 2),
    abstractLengths: next((offset) => new Uint16Array(buffer, offset, paperCount), 2),
    titleLengths: next((offset) => new Uint8Array(buffer, offset, paperCount), 1),
    flags: next((offset) => new Uint8Array(buffer, offset, paperCount), 1),
    ...names,
  };
}
