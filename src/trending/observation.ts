/** What one signal stood at, at an instant. */
export interface Observation {
  atMs: number;
  count: number;
}

/** How many of the observations (oldest first) were made at or before `atMs`. */
export function numberObservedBy(observations: readonly Observation[], atMs: number): number {
  let low = 0;
  let high = observations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (observations[middle]!.atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
