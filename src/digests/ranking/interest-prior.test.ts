import { expect, test } from 'vitest';
import { createSeededRandom } from '../../search/embedding/seeded-random.ts';
import { createInterestPrior, OTHER_COST } from './interest-prior.ts';
import type { WordFeatures } from './paper-features.ts';
import { trainLinearSvm } from './train-linear-svm.ts';

const WORDS = [3, 500, 501, 9_000, 33_333, 65_535];
const random = createSeededRandom(5);

function randomPaper(): WordFeatures {
  const weights = Float32Array.from(WORDS, () => random.next());
  const length = Math.sqrt(weights.reduce((sum, value) => sum + value * value, 0));
  return { places: Uint16Array.from(WORDS), weights: weights.map((value) => value / length) };
}

test('training on few papers by the prior is training on them and on all others', () => {
  const others = Array.from({ length: 25 }, randomPaper);
  const prior = createInterestPrior(others);
  const withLatent = (words: WordFeatures) => ({ ...words, latent: prior.latentOf(words) });
  const examples = ([1, 1, 1, -1] as const).map((label) => ({
    features: withLatent(randomPaper()),
    label,
    cost: label === 1 ? 3 : 0.7,
  }));
  const model = trainLinearSvm(examples, { passes: 500, start: prior.start });

  // The whole direction, the bias at its end: the latent part of a paper of one word tells what the word is worth.
  const biasOnly = prior.latentOf({ places: new Uint16Array(0), weights: new Float32Array(0) });
  const direction = [
    ...WORDS.map((place) => model.words[place]! + prior.strengthAt(place, model.latent)),
    model.bias + model.latent.reduce((sum, value, dim) => sum + value * biasOnly[dim]!, 0),
  ];
  const rowOf = ({ weights }: WordFeatures): number[] => [...weights, 1];
  const scoreOf = (words: WordFeatures): number =>
    rowOf(words).reduce((sum, weight, at) => sum + weight * direction[at]!, 0);

  // Where half the square of the direction and all losses are least, their slope is 0.
  const slope = [...direction];
  const add = (words: WordFeatures, by: number): void => {
    for (const [at, weight] of rowOf(words).entries()) slope[at]! += by * weight;
  };
  for (const words of others) add(words, 2 * OTHER_COST * (1 + scoreOf(words)));
  for (const { features, label, cost } of examples) {
    add(features, -2 * cost * label * Math.max(0, 1 - label * scoreOf(features)));
  }
  expect(examples.some(({ features, label }) => label * scoreOf(features) < 1)).toBe(true);
  for (const value of slope) expect(value).toBeCloseTo(0, 2);
});

test('words that few others have have no latent part', () => {
  const rare = { places: Uint16Array.of(77), weights: Float32Array.of(1) };
  const prior = createInterestPrior([...Array.from({ length: 25 }, randomPaper), rare]);
  const none = { places: new Uint16Array(0), weights: new Float32Array(0) };
  expect(prior.latentOf(rare)).toEqual(prior.latentOf(none));
  expect(prior.strengthAt(77, prior.start)).toBe(0);
  expect(prior.strengthAt(WORDS[0]!, prior.start)).not.toBe(0);
});

test('without others there is nothing to lead away from', () => {
  const prior = createInterestPrior([]);
  expect(prior.start).toHaveLength(0);
  expect(prior.latentOf(randomPaper())).toHaveLength(0);
});
