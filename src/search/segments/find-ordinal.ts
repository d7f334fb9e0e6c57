/** Where a number stands in an ascending array, or -1: of a paper among a segment's ids, that is its ordinal. */
export function findOrdinal(ascending: Int32Array | Uint32Array, wanted: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = ascending[middle]!;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
