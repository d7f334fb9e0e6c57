import { expect, test } from 'vitest';
import { createFeatureExtractor } from './paper-features.ts';
import { speakingWords } from './speaking-words.ts';
import { trainLinearSvm } from './train-linear-svm.ts';

test('the words that speak for a paper are all those of the model above 0, as strong as there', () => {
  const papers = [
    'graphs and edges',
    'edges of proteins',
    'proteins fold',
    'stars and dust',
    'dust and graphs',
  ].map((title) => ({ title, abstract: `${title} in theory and practice` }));
  const features = papers.map(createFeatureExtractor(papers).featuresOf);
  const model = trainLinearSvm(
    features.map((one, at) => ({ features: one, label: at < 2 ? 1 : -1, cost: 1 })),
    { passes: 5 },
  );
  const speaking = speakingWords(model, features.slice(0, 2));
  expect(model.words.filter((strength) => strength > 0).length).toBeGreaterThan(3);
  for (const [place, strength] of model.words.entries()) {
    if (speaking.strengthOf(place) !== Math.max(0, strength)) expect(place).toBe('wrong');
  }
});
