import { decodePostings, type PostingList } from './posting-lists.ts';

/** Room for the longest list so far: lists of common words are megabytes, and a query decodes dozens. */
const scratch = { ordinals: new Uint32Array(0), counts: new Uint8Array(0) };

/** A list's postings, up to the first ordinal that is `last` or more. Good until the next call. */
export function decodeList(list: PostingList, last?: number): { ordinals: Uint32Array; counts: Uint8Array } {
  if (scratch.ordinals.length < list.count) {
    scratch.ordinals = new Uint32Array(list.count);
    scratch.counts = new Uint8Array(list.count);
  }
  const decoded = decodePostings(list, scratch.ordinals, scratch.counts, last);
  return { ordinals: scratch.ordinals.subarray(0, decoded), counts: scratch.counts.subarray(0, decoded) };
}
