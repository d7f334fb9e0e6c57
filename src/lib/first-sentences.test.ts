import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutAtWord, firstSentences } from './first-sentences.ts';

test.each([
  ['One. Two. Three. Four.', 'One. Two. Three.'],
  ['Only one', 'Only one'],
  [
    'We beat models, e.g. BERT, by 3.5 points. It is fast.',
    'We beat models, e.g. BERT, by 3.5 points. It is fast.',
  ],
  [
    'Following Smith et al. We show it. J. Doe did. Then more.',
    'Following Smith et al. We show it. J. Doe did. Then more.',
  ],
  ['Is it? Yes! "Truly." 10 times. No.', 'Is it? Yes! "Truly."'],
])('%s', (text, first) => {
  expect(firstSentences(text, { count: 3, maxLength: 200 })).toBe(first);
});

test('takes fewer sentences, or cuts after a word, to stay within the length', () => {
  expect(firstSentences('A short one. A much longer sentence follows.', { count: 3, maxLength: 20 })).toBe(
    'A short one.',
  );
  expect(firstSentences('Some words that go on and on', { count: 3, maxLength: 15 })).toBe('Some words…');
});

test('is never longer than asked and never splits a character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.integer({ min: 2, max: 80 }),
      (text, maxLength) => {
        const whole = text;
        const cut = cutAtWord(whole, maxLength);
        expect(cut.length).toBeLessThanOrEqual(maxLength);
        expect(cut).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
        expect(firstSentences(whole, { count: 2, maxLength }).length).toBeLessThanOrEqual(maxLength);
      },
    ),
  );
});
