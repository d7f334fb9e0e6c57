import { COMMON_COUNTS } from './field-counts.ts';
import type { PostingList } from './posting-lists.ts';

/**
 * The field counts of some papers (ascending) in a list, 0 where it has them not. Those of all others are passed over, not
 * decoded: half the time of `decodePostings`.
 */
export function countsAt(list: PostingList, papers: Uint32Array): Uint8Array {
  const { bytes, count } = list;
  const found = new Uint8Array(papers.length);
  const readCounts = createCountsReader(list);
  let at = list.ordinalsStart;
  let ordinal = -1;
  let nibble = 0;
  let next = 0;
  let wanted = papers[0] ?? 0;
  for (let read = 0; read < count && next < papers.length; read++) {
    let byte = bytes[at++]!;
    let code = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = bytes[at++]!;
      code |= (byte & 0x7f) << shift;
    }
    ordinal += 1 + (code >> 1);
    if (ordinal >= wanted) {
      while (next < papers.length && papers[next]! < ordinal) next++;
      if (next < papers.length && papers[next] === ordinal)
        found[next++] = (code & 1) === 0 ? 1 : readCounts(nibble);
      wanted = next < papers.length ? papers[next]! : wanted;
    }
    nibble += code & 1;
  }
  return found;
}

/** Reads field counts by their nibble's number, which must grow from call to call. */
function createCountsReader({ bytes, nibblesStart, escapesStart }: PostingList): (nibble: number) => number {
  const commonAt = (nibble: number): number =>
    COMMON_COUNTS[(bytes[nibblesStart + (nibble >> 1)]! >> ((nibble & 1) << 2)) & 15]!;
  let escape = escapesStart;
  let passed = 0;
  return (nibble) => {
    const common = commonAt(nibble);
    if (common !== 0) return common;
    for (; passed < nibble; passed++) if (commonAt(passed) === 0) escape++;
    return bytes[escape]!;
  };
}
