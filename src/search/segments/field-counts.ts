/**
 * How often a word form stands in each field of a paper, in one byte, so that weights can change without a new index:
 * bits 0-3 abstract (0 to 15), bits 4-5 title (0 to 3), bit 6 among the authors, bit 7 in venue or categories.
 */
export const MAX_ABSTRACT_COUNT = 15;
export const MAX_TITLE_COUNT = 3;
export const ONE_IN_ABSTRACT = 1;
export const ONE_IN_TITLE = 1 << 4;
export const IN_AUTHORS = 1 << 6;
export const IN_VENUE = 1 << 7;

export const abstractCount = (counts: number): number => counts & 15;
export const titleCount = (counts: number): number => (counts >> 4) & 3;
export const authorCount = (counts: number): number => (counts >> 6) & 1;
export const venueCount = (counts: number): number => counts >> 7;

/** One more occurrence in a field, up to what the byte can hold. */
export function countOne(counts: number, field: number): number {
  switch (field) {
    case ONE_IN_ABSTRACT:
      return abstractCount(counts) < MAX_ABSTRACT_COUNT ? counts + ONE_IN_ABSTRACT : counts;
    case ONE_IN_TITLE:
      return titleCount(counts) < MAX_TITLE_COUNT ? counts + ONE_IN_TITLE : counts;
    default:
      return counts | field;
  }
}

/** Field counts other than 1 that nearly all postings have, by how often they do; the first place stays empty. */
export const COMMON_COUNTS = Uint8Array.of(0, 64, 2, 128, 16, 17, 3, 18, 19, 4, 20, 5, 21, 22, 6, 32);

/** Index into COMMON_COUNTS, or 0 for counts that are not there. */
export const nibbleOfCounts = (counts: number): number => nibbles[counts]!;

const nibbles = new Uint8Array(256);
COMMON_COUNTS.forEach((counts, nibble) => (nibbles[counts] = nibble));
