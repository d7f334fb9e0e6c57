import { expect, test } from 'vitest';
import { bestOf, packPapers, scorePacked, scoreShortlist, type InterestModel } from './packed-papers.ts';
import { WORD_SPACE, type PaperFeatures } from './paper-features.ts';

let seed = 7;
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 4_294_967_296 - 0.5;
}

function randomPaper(): PaperFeatures {
  const wordCount = Math.floor((random() + 0.5) * 30);
  // Some words that many have, most that few do.
  const places = new Set(
    Array.from({ length: wordCount }, () => Math.floor((random() + 0.5) ** 3 * WORD_SPACE)),
  );
  return {
    places: Uint16Array.from(places),
    weights: Float32Array.from(places, random),
    latent: Float32Array.from({ length: 6 }, random),
    meaning: Float32Array.from({ length: 12 }, random),
  };
}

const model: InterestModel = {
  words: Float32Array.from({ length: WORD_SPACE }, () => (random() > 0 ? 0 : random())),
  latent: Float32Array.from({ length: 6 }, random),
  meaning: Float32Array.from({ length: 12 }, random),
  bias: 0.25,
};

function scoreOf({ places, weights, latent, meaning }: PaperFeatures): number {
  const byWords = [...places].reduce(
    (sum, place, at) => sum + model.words[place]! * weights[at]!,
    latent.reduce((sum, value, dim) => sum + model.latent[dim]! * value, model.bias),
  );
  return meaning.reduce((sum, value, dim) => sum + 0.4 * model.meaning[dim]! * value, byWords);
}

test('papers scored together score as each does alone', () => {
  const papers = Array.from({ length: 50 }, randomPaper);
  const scores = scorePacked(model, packPapers(papers), 0.4);
  for (const [index, paper] of papers.entries()) expect(scores[index]).toBeCloseTo(scoreOf(paper), 5);
  expect(scorePacked(model, packPapers([]), 0.4)).toHaveLength(0);
});

test('a shortlist holds the papers whose words are best, scored as they are alone', () => {
  const papers = Array.from({ length: 300 }, randomPaper);
  const byWords = scorePacked(model, packPapers(papers), 0);
  const scores = scoreShortlist(model, packPapers(papers), { meaningWeight: 0.4, count: 40 });
  const shortlist = bestOf(byWords, 40);
  expect(bestOf(scores, 300).sort((a, b) => a - b)).toEqual(shortlist.sort((a, b) => a - b));
  for (const at of shortlist) expect(scores[at]).toBeCloseTo(scoreOf(papers[at]!), 5);
  const all = scoreShortlist(model, packPapers(papers), { meaningWeight: 0.4, count: 300 });
  expect(all).toEqual(scorePacked(model, packPapers(papers), 0.4));
});

test('the best are those that sorting everything finds', () => {
  for (const length of [0, 1, 5, 300]) {
    // Rounded, so that some are equal.
    const scores = Float64Array.from({ length }, () => Math.round(random() * 100));
    for (const [count, above] of [
      [10, -Infinity],
      [1_000, 0],
      [3, 20],
    ] as const) {
      const sorted = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
      const expected = sorted.filter((at) => scores[at]! > above).slice(0, count);
      expect(bestOf(scores, count, above)).toEqual(expected);
    }
  }
});
