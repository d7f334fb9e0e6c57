import type { WordFeatures } from './paper-features.ts';

/** The words that speak for a paper. */
export interface SpeakingWords {
  /** 0: the word at this place of the word space does not speak for any. */
  strengthOf(place: number): number;
}

/**
 * The words of liked papers that speak for others, in 6 bytes each; what liked papers do not have speaks for none.
 * `strengthAt`: what a model says of the word at a place.
 */
export function speakingWords(strengthAt: (place: number) => number, liked: WordFeatures[]): SpeakingWords {
  const all = new Uint16Array(liked.reduce((count, { places }) => count + places.length, 0));
  let count = 0;
  for (const { places } of liked) {
    all.set(places, count);
    count += places.length;
  }
  const places = all.sort().filter((place, at) => place !== all[at - 1] && strengthAt(place) > 0);
  const strengths = Float32Array.from(places, strengthAt);
  return { strengthOf: (place) => strengths[findSorted(places, place)] ?? 0 };
}

/** Where a value stands in ascending ones; -1: nowhere. */
function findSorted(values: Uint16Array, wanted: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (values[middle] === wanted) return middle;
    if (values[middle]! < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
