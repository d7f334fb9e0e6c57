import type { WordFeatures } from './paper-features.ts';
import type { WordModel } from './train-linear-svm.ts';

/** The words that speak for a paper. */
export interface SpeakingWords {
  /** 0: the word at this place of the word space does not speak for any. */
  strengthOf(place: number): number;
}

/** The words of a model that speak for a paper, in 6 bytes each. Only a liked paper has such words. */
export function speakingWords({ words }: WordModel, liked: WordFeatures[]): SpeakingWords {
  const all = new Uint16Array(liked.reduce((count, { places }) => count + places.length, 0));
  let count = 0;
  for (const { places } of liked) {
    all.set(places, count);
    count += places.length;
  }
  const places = all.sort().filter((place, at) => words[place]! > 0 && place !== all[at - 1]);
  const strengths = Float32Array.from(places, (place) => words[place]!);
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
