import { readPostingLists, type PostingList } from '../segments/posting-lists.ts';

/** The posting lists of some terms in some segments, in memory that another thread can read. */
export interface PackedPostings {
  bytes: Uint8Array;
  /** Where in `bytes` those of each segment's terms begin and end, one segment after the other. */
  places: Int32Array;
}

/** Packs posting lists; each time into the same memory, over what it packed before. */
export class SharedPostings {
  #bytes = new Uint8Array(new SharedArrayBuffer(0));

  pack(segmentIds: number[], terms: string[], listsOf: ListsOf): PackedPostings {
    const found = segmentIds.flatMap((id) => terms.map((term) => bytesOf(listsOf(id, term))));
    const sizeBytes = found.reduce((sum, { length }) => sum + length, 0);
    // Twice as much as before, for the next query may need a little more.
    if (sizeBytes > this.#bytes.length) this.#bytes = new Uint8Array(new SharedArrayBuffer(sizeBytes * 2));
    const places = new Int32Array(found.length * 2);
    let end = 0;
    found.forEach((bytes, at) => {
      this.#bytes.set(bytes, end);
      places[at * 2] = end;
      places[at * 2 + 1] = end += bytes.length;
    });
    return { bytes: this.#bytes, places };
  }
}

export type ListsOf = (segmentId: number, term: string) => PostingList[];

/** The lists that were packed, by the same segments and terms. */
export function unpackPostings(
  { bytes, places }: PackedPostings,
  segmentIds: number[],
  terms: string[],
): ListsOf {
  const segmentAt = new Map(segmentIds.map((id, at) => [id, at]));
  const termAt = new Map(terms.map((term, at) => [term, at]));
  return (segmentId, term) => {
    const at = (segmentAt.get(segmentId)! * terms.length + termAt.get(term)!) * 2;
    return readPostingLists(term, bytes.subarray(places[at], places[at + 1]));
  };
}

/** All lists of a term lie in the same bytes. */
export const bytesOf = ([first]: PostingList[]): Uint8Array => first?.bytes ?? EMPTY;

const EMPTY = new Uint8Array(0);
