import { describe, expect, it } from 'vitest';
import { createSeededRandom } from './seeded-random.ts';
import { readTrainingCorpus, SENTENCE_END, type TrainingCorpus } from './training-corpus.ts';
import { createPairSampler, type PairShares } from './training-pairs.ts';

const sentence = (letter: string): string =>
  `${letter.toUpperCase()}0 ${Array.from({ length: 11 }, (_, n) => `${letter}${String(n + 1)}`).join(' ')}.`;
const ABSTRACT = [...'abcd'].map(sentence).join(' ');
const NONE: PairShares = { title: 0, sentence: 0, passage: 0, keywords: 0, question: 0 };

async function readOnePaper(): Promise<TrainingCorpus> {
  return readTrainingCorpus([{ title: 'The title itself', abstract: ABSTRACT }]);
}

function samplePairs(corpus: TrainingCorpus, shares: PairShares): { left: string[]; right: string[] }[] {
  const sampler = createPairSampler(corpus, shares, createSeededRandom(1));
  const read = (numbers: Int32Array, count: number): string[] =>
    [...numbers.subarray(0, count)]
      .filter((number) => number !== SENTENCE_END)
      .map((number) => corpus.lexicon[number] as string);
  return Array.from({ length: 200 }, () => {
    const { left, leftCount, right, rightCount } = sampler.samplePair(0);
    return { left: read(left, leftCount), right: read(right, rightCount) };
  });
}

describe('createPairSampler', () => {
  it('sets a title against its abstract or a window of at least twenty words', async () => {
    const pairs = samplePairs(await readOnePaper(), { ...NONE, title: 1 });
    expect(new Set(pairs.map(({ left }) => left.join(' ')))).toEqual(new Set(['the title itself']));
    expect(new Set(pairs.map(({ right }) => right.length)).size).toBeGreaterThan(5);
    // A window counts the ends of sentences among its words.
    for (const { right } of pairs) expect(right.length).toBeGreaterThanOrEqual(18);
  });

  it('sets a whole sentence against the rest, which no longer has it', async () => {
    for (const { left, right } of samplePairs(await readOnePaper(), { ...NONE, sentence: 1 })) {
      expect(left).toHaveLength(12);
      expect(left[0]).toMatch(/^[abcd]0$/);
      expect(right.filter((word) => left.includes(word))).toEqual([]);
      expect(right.length).toBeGreaterThanOrEqual(36);
    }
  });

  it('sets a passage against the rest, which no longer has it', async () => {
    for (const { left, right } of samplePairs(await readOnePaper(), { ...NONE, passage: 1 })) {
      expect(left.length).toBeGreaterThanOrEqual(6);
      expect(left.length).toBeLessThanOrEqual(21);
      expect(right.filter((word) => left.includes(word))).toEqual([]);
    }
  });

  it('dresses the asked share of left sides as questions', async () => {
    const corpus = await readTrainingCorpus([
      { title: 'The title itself', abstract: `${ABSTRACT} What is known about it, how does it.` },
    ]);
    const pairs = samplePairs(corpus, { ...NONE, title: 0.5, question: 0.5 });
    const dressed = pairs.filter(({ left }) => left.length > 3);
    expect(dressed.length).toBeGreaterThan(30);
    expect(dressed.length).toBeLessThan(130);
  });
});
