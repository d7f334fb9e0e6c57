import fc from 'fast-check';
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

  it('gives what the rules give when written as expressions', () => {
    const character = fc.oneof(
      fc.constantFrom(...'aZ9é Иß深𝒜😀\ud835\udc9c\u0301ﬁ२'),
      fc.constantFrom("'", '-', '‐', '’', ' ', "'s", '.'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    const words = fc.array(character, { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(words, (text) => {
        expect(splitWords(text)).toEqual(splitByExpressions(text));
      }),
      { numRuns: 500 },
    );
  });
});

function splitByExpressions(text: string): string[] {
  const folded = text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .replace(/[\u2010-\u2012]/g, '-')
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .toLowerCase();
  const runs = folded.match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu) ?? [];
  return runs.flatMap((run) => {
    const parts = run.split('-');
    const joined = parts.length === 2 || parts.length === 3 ? [parts.join('')] : [];
    return [...parts, ...joined].map((part) => part.replace(/'s$/, '').replaceAll("'", '').slice(0, 40));
  });
}
