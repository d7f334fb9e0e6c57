import type { WordModel } from './train-linear-svm.ts';

/** The words that speak for a paper. */
export interface SpeakingWords {
  /** 0: the word at this place of the word space does not speak for any. */
  strengthOf(place: number): number;
}

/** The few thousand words of a model that speak for a paper, in 6 bytes each. */
export function speakingWords({ words }: WordModel): SpeakingWords {
  let count = 0;
  for (let place = 0; place < words.length; place += 1) if (words[place]! > 0) count += 1;
  const places = new Uint16Array(count);
  const strengths = new Float32Array(count);
  let at = 0;
  for (let place = 0; place < words.length; place += 1) {
    if (words[place]! <= 0) continue;
    places[at] = place;
    strengths[at] = words[place]!;
    at += 1;
  }
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
