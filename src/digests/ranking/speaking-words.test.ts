import { expect, test } from 'vitest';
import { speakingWords } from './speaking-words.ts';

test('the words that speak are those of liked papers above 0, as strong as the model has them', () => {
  const strengths = [0, 0.5, -1, 2, 0.25, 3];
  const wordsOf = (...places: number[]) => ({
    places: Uint16Array.from(places),
    weights: new Float32Array(places.length).fill(1),
  });
  const speaking = speakingWords((place) => strengths[place]!, [wordsOf(3, 0, 1), wordsOf(1, 2, 4)]);
  expect([0, 1, 2, 3, 4, 5, 65_535].map((place) => speaking.strengthOf(place))).toEqual([
    ...[0, 0.5, 0, 2, 0.25],
    // Of no liked paper.
    ...[0, 0],
  ]);
});
