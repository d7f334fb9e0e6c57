/** The ordinal of a paper in a segment's ascending ids, or -1. */
export function findOrdinal(paperIds: Int32Array, paperId: number): number {
  let low = 0;
  let high = paperIds.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const id = paperIds[middle]!;
    if (id === paperId) return middle;
    if (id < paperId) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
