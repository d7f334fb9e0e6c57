import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseSentences } from './choose-sentences.ts';

const usual = { count: 3, maxLength: 480 };

/** Made-up abstracts: the sentences marked `+` are those that say what was done and found. */
const MARKED: { title: string; sentences: string[] }[] = [
  {
    title: 'Sorting with half the comparisons',
    sentences: [
      'Sorting is a fundamental problem in computer science.',
      'Recent years have seen a growing interest in adaptive methods.',
      '+We propose Halfsort, an adaptive algorithm that reuses earlier comparisons.',
      'Its main idea is old.',
      '+On twelve collections Halfsort reduces the number of comparisons by 48%.',
      'Our code is available at https://example.org/halfsort.',
    ],
  },
  {
    title: 'A census of faint galaxies in the southern field',
    sentences: [
      'The abundance of faint galaxies has been debated for decades.',
      'Existing surveys are shallow.',
      '+We present deep imaging of the southern field, taken during 90 nights.',
      '+We find 4,312 galaxies, 3.2 times as many as predicted.',
      'However, the redshifts of most are unknown.',
    ],
  },
  {
    title: 'Memory consolidation without sleep spindles',
    sentences: [
      'Sleep plays a critical role in memory.',
      'While spindles have been linked to consolidation, their role remains unclear.',
      '+Here we investigate consolidation in mice whose spindles were suppressed.',
      'Mice were kept on a regular cycle.',
      '+The results show that recall was unchanged after seven days.',
      'These data are available on request.',
    ],
  },
  {
    title: 'Every planar graph with girth five has a light edge',
    sentences: [
      'Light edges have attracted much attention.',
      '+We prove that every planar graph of girth five has an edge of weight at most six.',
      'This bound is tight.',
      'Many questions remain.',
    ],
  },
  {
    title: 'A corpus of spoken recipes',
    sentences: [
      'Spoken instructions are ubiquitous, yet there are few resources to study them.',
      '+This paper introduces Ladle, a corpus of 1,200 spoken recipes in nine languages.',
      'Each was transcribed twice.',
      '+Experiments reveal that recognisers trained on read speech fail on 37% of quantities.',
      'To download it, see https://example.org/ladle.',
    ],
  },
];

test.each(MARKED)('says what was done and found: $title', ({ title, sentences }) => {
  const abstract = sentences.map((sentence) => sentence.replace('+', '')).join(' ');
  const chosen = chooseSentences({ title, abstract }, usual);
  for (const wanted of sentences.filter((one) => one.startsWith('+')))
    expect(chosen).toContain(wanted.slice(1));
  expect(chosen).not.toContain(sentences[0]!);
  expect(chosen).not.toMatch(/available|https:/);
});

test('two sentences are enough where there is room for two', () => {
  const { title, sentences } = MARKED[0]!;
  const abstract = sentences.map((sentence) => sentence.replace('+', '')).join(' ');
  expect(chooseSentences({ title, abstract }, { count: 2, maxLength: 480 })).toBe(
    'We propose Halfsort, an adaptive algorithm that reuses earlier comparisons. ' +
      'On twelve collections Halfsort reduces the number of comparisons by 48%.',
  );
});

test('a short abstract is whole; a single sentence that is too long is cut after a word', () => {
  expect(chooseSentences({ title: 'T', abstract: 'We sort.  It\nworks.' }, usual)).toBe('We sort. It works.');
  expect(chooseSentences({ title: '', abstract: '' }, usual)).toBe('');
  const long = chooseSentences({ title: 'T', abstract: `We show ${'word '.repeat(300)}.` }, usual);
  expect(long).toMatch(/^We show word .*word…$/);
  expect(long.length).toBeLessThanOrEqual(480);
});

test('whatever the text, only its own sentences come, in their order and within the bounds', () => {
  const piece = fc.constantFrom(
    ...['We show that it holds. ', 'Recently, much was done. ', 'Results improve by 3.5%. ', 'e.g. ', '… '],
    ...[
      'Code is at https://x.org. ',
      'שלום עולם. ',
      'However, it fails! ',
      '𝒳 is a set. ',
      '? ',
      'a'.repeat(300),
    ],
  );
  const abstracts = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    fc.string(),
  );
  const bounds = { count: fc.integer({ min: 1, max: 5 }), maxLength: fc.integer({ min: 40, max: 600 }) };
  fc.assert(
    fc.property(fc.string(), abstracts, fc.record(bounds), (title, abstract, bound) => {
      const chosen = chooseSentences({ title, abstract }, bound);
      expect(chosen.length).toBeLessThanOrEqual(bound.maxLength);
      const whole = abstract.replace(/\s+/g, ' ').trim();
      let from = 0;
      for (const word of chosen.replace(/…$/, '').split(' ').filter(Boolean)) {
        const at = whole.indexOf(word, from);
        expect(at).toBeGreaterThanOrEqual(from);
        from = at + word.length;
      }
    }),
  );
});
