import { describe, expect, it } from 'vitest';
import { readTrainingCorpus, SENTENCE_END } from './training-corpus.ts';

const filler = Array.from({ length: 25 }, (_, n) => `word${String(n)}`).join(' ');

describe('readTrainingCorpus', () => {
  it('keeps title and abstract as word numbers, with the ends of sentences', async () => {
    const corpus = await readTrainingCorpus([
      { title: 'Dark stars', abstract: `Dark ${filler}. Stars shine.`, field: 'astro-ph' },
    ]);
    const read = (from: number, to: number): string =>
      [...corpus.words.slice(corpus.starts[from], corpus.starts[to])]
        .map((number) => (number === SENTENCE_END ? '|' : corpus.lexicon[number]))
        .join(' ');
    expect(read(0, 1)).toBe('dark stars');
    expect(read(1, 2)).toBe(`dark ${filler} | stars shine |`);
    expect(corpus.fieldNames).toEqual(['astro-ph']);
  });

  it('counts in how many papers a word stands, not how often', async () => {
    const corpus = await readTrainingCorpus([
      { title: 'One', abstract: `${filler} echo echo` },
      { title: 'Two', abstract: `${filler} echo` },
    ]);
    expect(corpus.paperCounts[corpus.lexicon.indexOf('echo')]).toBe(2);
    expect(corpus.paperCounts[corpus.lexicon.indexOf('one')]).toBe(1);
  });

  it('leaves out papers of a title already seen and papers with next to no abstract, and says so', async () => {
    const corpus = await readTrainingCorpus([
      { title: 'One paper', abstract: filler },
      { title: 'One  Paper!', abstract: `${filler} more` },
      { title: 'Another', abstract: 'Withdrawn.' },
      { title: '', abstract: filler },
    ]);
    expect(corpus.paperCount).toBe(1);
    expect(corpus.skipped).toEqual({ duplicates: 1, tooShort: 2 });
  });
});
