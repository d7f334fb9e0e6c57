import { describe, expect, it } from 'vitest';
import { splitWords } from './embedding-tokens.ts';

describe('splitWords', () => {
  it.each([
    ['Dark Matter halos', ['dark', 'matter', 'halos']],
    ['self-supervised', ['self', 'supervised', 'selfsupervised']],
    ['state-of-the-art', ['state', 'of', 'the', 'art']],
    ['GPT-4 and 3D x2', ['gpt', '4', 'gpt4', 'and', '3d', 'x2']],
    ["the paper's claim can't", ['the', 'paper', 'claim', 'cant']],
    ['the paper’s claim', ['the', 'paper', 'claim']],
    ['Poincaré–Bendixson', ['poincare', 'bendixson']],
    ['non‐linear ﬁeld', ['non', 'linear', 'nonlinear', 'field']],
    ['O($\\alpha^2$) terms', ['o', 'alpha', '2', 'terms']],
    ['深度学习 и нейросети', ['深度学习', 'и', 'неиросети']],
    ['', []],
    ['... -- !', []],
  ])('%s', (text, words) => {
    expect(splitWords(text)).toEqual(words);
  });

  it('gives the same words for text with and without a character outside ASCII', () => {
    const text = "A well-known author's 2-step method";
    expect(splitWords(`${text} –`)).toEqual(splitWords(text));
  });

  it('cuts a word that is longer than any word', () => {
    expect(splitWords('a'.repeat(100))).toEqual(['a'.repeat(40)]);
  });
});
