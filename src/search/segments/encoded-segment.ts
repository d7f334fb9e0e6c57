import type { EncodedVectors } from '../vectors/encode-papers.ts';

/** A segment as it is written to the database: typed arrays, ready to pass between threads without copying. */
export interface EncodedSegment extends EncodedPostings {
  paperCount: number;
  /** See segment-columns.ts. */
  columns: Uint8Array<ArrayBuffer>;
  /** See term-filter.ts. */
  termFilter: Uint8Array<ArrayBuffer>;
  /** Missing where there is no model. */
  vectors?: EncodedVectors;
}

/** Of all its terms. */
export interface EncodedPostings {
  /** In the databases' order (by code point). */
  terms: string[];
  /** For each term, how many papers contain it in any form. */
  paperCounts: Uint32Array<ArrayBuffer>;
  /** The posting lists of terms[i] are lists[listStarts[i]] up to listStarts[i + 1], see posting-lists.ts. */
  listStarts: Uint32Array<ArrayBuffer>;
  lists: Uint8Array<ArrayBuffer>;
}

/** Layout of everything above. An index of another format is built anew. */
export const SEGMENT_FORMAT = 4;

/** The buffers to hand over with `postMessage`. */
export function transferablesOf(segment: EncodedSegment): ArrayBuffer[] {
  return [
    segment.columns.buffer,
    segment.paperCounts.buffer,
    segment.listStarts.buffer,
    segment.lists.buffer,
    segment.termFilter.buffer,
    ...(segment.vectors ? [segment.vectors.vectors.buffer, segment.vectors.codes.buffer] : []),
  ];
}
