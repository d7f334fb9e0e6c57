import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenize } from './tokenize.ts';

/** All that a text can be found by. */
function wordsOf(text: string): string[] {
  const { words, compounds } = tokenize(text);
  return [...words, ...compounds.map((compound) => compound.text)];
}

test.each([
  ['Pre-trained Models', ['pre', 'trained', 'models', 'pretrained']],
  ['state‑of‑the‑art', ['state', 'of', 'the', 'art', 'stateoftheart']],
  ['GPT-4 and GPT4', ['gpt', '4', 'and', 'gpt4', 'gpt4']],
  ['GPT-3.5', ['gpt', '3.5', 'gpt3.5']],
  ['C++, C# and F#.', ['c++', 'c#', 'and', 'f#']],
  ['an O(n) bound', ['an', 'o', 'n', 'bound']],
  ['R&D of Q&A', ['r', 'd', 'of', 'q', 'a', 'rd', 'qa']],
  ["Kirchenbauer's and O’Brien’s", ['kirchenbauer', 'and', 'o', 'brien', 'obrien']],
  ['cs.CL', ['cs', 'cl', 'cscl']],
  ['pre trained on a data set', ['pre', 'trained', 'on', 'a', 'data', 'set', 'pretrained', 'dataset']],
  [
    'data. Set, data  set and big-data set',
    ['data', 'set', 'data', 'set', 'and', 'big', 'data', 'set', 'bigdata'],
  ],
  ['Ångström Erdős Łukasz Straße', ['angstrom', 'erdos', 'lukasz', 'strasse']],
  ['ﬁne ２Ｄ x²', ['fine', '2d', 'x2']],
  ['$L_2$ and H$_2$O', ['l2', 'and', 'h2o']],
  ['β-VAE, $\\beta$-VAE', ['beta', 'vae', 'beta', 'vae', 'betavae', 'betavae']],
  ['$\\mathcal{O}(n)$ time', ['o', 'n', 'time']],
  ['深度学习 for GPT模型', ['深度', '度学', '学习', 'for', 'gpt', '模型']],
  ['Квантовая механика', ['квантовая', 'механика']],
  ['تعلّم الآلة', ['تعلم', 'الالة']],
  ['recall@10 and/or F1', ['recall', '10', 'and', 'or', 'f1']],
])('%s', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test('long runs keep their beginning only', () => {
  expect(tokenize('x'.repeat(10_000)).words).toEqual(['x'.repeat(48)]);
});

test('text without letters has no words', () => {
  expect(tokenize(' \u0000\u0007 ,.;:"\'!?-- …')).toEqual({ words: [], compounds: [] });
});

test('any text gives words that can be stored: without spaces, controls and half characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      for (const word of wordsOf(text)) {
        expect(word).not.toMatch(/[\s\x00-\x1f]/);
        expect(Buffer.from(word, 'utf8').toString('utf8')).toBe(word);
        expect(word.length).toBeGreaterThan(0);
      }
    }),
  );
});
