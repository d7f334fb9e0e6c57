import { describe, expect, it } from 'vitest';
import { readTrainingCorpus } from './training-corpus.ts';
import { buildTrainingVocabulary } from './training-vocabulary.ts';

const other = (n: number): string =>
  Array.from({ length: 25 }, (_, at) => `w${String((n * 7 + at * 13) % 60)}`).join(' ');

async function readThirtyPapers(): Promise<Awaited<ReturnType<typeof readTrainingCorpus>>> {
  return readTrainingCorpus(
    Array.from({ length: 300 }, (_, n) => ({
      title: `Paper ${String(n)}`,
      // A tenth of the papers has the phrase; the joined form of a hyphenated word follows its parts.
      abstract: n % 10 === 0 ? `boundary layer ${other(n)}. cross-talk ${other(n + 1)}` : other(n),
    })),
  );
}

describe('buildTrainingVocabulary', () => {
  it('orders words by papers, and leaves rare ones to the buckets', async () => {
    const corpus = await readThirtyPapers();
    const vocabulary = buildTrainingVocabulary(corpus, {
      words: 1000,
      minPapers: 2,
      phrases: 0,
      buckets: 64,
    });
    expect(vocabulary.words[0]).toBe('paper');
    expect(vocabulary.words).toContain('boundary');
    expect(vocabulary.words).not.toContain('299');
    const rare = corpus.lexicon.indexOf('299');
    expect(vocabulary.rowOfNumber[rare]).toBe(-1);
    const rows = vocabulary.bucketRows.slice(
      vocabulary.bucketStarts[rare],
      vocabulary.bucketStarts[rare + 1],
    );
    expect(rows.length).toBe(6);
    for (const row of rows) {
      expect(row).toBeGreaterThanOrEqual(vocabulary.words.length);
      expect(row).toBeLessThan(vocabulary.rowCount);
    }
  });

  it('finds the pair of words that belongs together, and takes no part with its own joined word', async () => {
    const corpus = await readThirtyPapers();
    const { words, phrasePairs } = buildTrainingVocabulary(corpus, {
      words: 1000,
      minPapers: 2,
      phrases: 1000,
      buckets: 0,
    });
    const phrases = Array.from({ length: phrasePairs.length / 2 }, (_, n) =>
      [words[phrasePairs[n * 2] as number], words[phrasePairs[n * 2 + 1] as number]].join(' '),
    );
    expect(phrases.slice(0, 2).sort()).toEqual(['boundary layer', 'cross talk']);
    expect(phrases).not.toContain('talk crosstalk');
  });

  it('keeps no more words than asked', async () => {
    const vocabulary = buildTrainingVocabulary(await readThirtyPapers(), {
      words: 10,
      minPapers: 2,
      phrases: 0,
      buckets: 8,
    });
    expect([vocabulary.words.length, vocabulary.rowCount]).toEqual([10, 18]);
  });
});
