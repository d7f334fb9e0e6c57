import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TextRange } from './mark-words.ts';
import { nextWord, WORD } from './next-word.ts';

const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a', 'Z9', '.', '1', '++', '#', ' ', 'é', '模型', '\u0301'),
    ),
  )
  .map((parts) => parts.join(''));

test('words are those of the expression, whatever the text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const words: TextRange[] = [];
      for (let word = nextWord(text, 0); word; word = nextWord(text, word.end)) words.push(word);
      const expected = [...text.matchAll(new RegExp(WORD))].map(({ 0: written, index }) => ({
        start: index,
        end: index + written.length,
      }));
      expect(words).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
});
