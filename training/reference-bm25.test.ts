import { describe, expect, it } from 'vitest';
import { createReferenceBm25 } from './reference-bm25.ts';
import { stemWord } from './reference-stemmer.ts';

describe('stemWord', () => {
  // From the tables in Porter's paper.
  it.each([
    ['caresses', 'caress'],
    ['ponies', 'poni'],
    ['cats', 'cat'],
    ['agreed', 'agre'],
    ['plastered', 'plaster'],
    ['motoring', 'motor'],
    ['hopping', 'hop'],
    ['filing', 'file'],
    ['happy', 'happi'],
    ['relational', 'relat'],
    ['generalization', 'gener'],
    ['electrical', 'electr'],
    ['adjustment', 'adjust'],
    ['controlling', 'control'],
    ['rate', 'rate'],
    ['sky', 'sky'],
    ['x2', 'x2'],
  ])('%s -> %s', (word, stem) => {
    expect(stemWord(word)).toBe(stem);
  });
});

describe('createReferenceBm25', () => {
  const bm25 = createReferenceBm25(['wings in a slipstream', 'boundary layers', 'the layer of a wing'], {
    stopWords: true,
  });

  it('prefers the document with more of the rarer words', () => {
    const scores = bm25.score('boundary layer');
    expect(scores[1]).toBeGreaterThan(scores[2] as number);
    expect(scores[2]).toBeGreaterThan(0);
    expect(scores[0]).toBe(0);
  });

  it('has no opinion on stop words', () => {
    expect([...bm25.score('in the of')]).toEqual([0, 0, 0]);
  });
});
