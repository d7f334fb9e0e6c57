import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuery } from '../query/parse-query.ts';
import { createWordMarker } from './mark-words.ts';

const marked = (query: string, text: string): string[] =>
  createWordMarker(parseQuery(query).terms.map(({ term }) => term))(text).map(({ start, end }) =>
    text.slice(start, end),
  );

test.each([
  ['models', 'A Model of modeling', ['Model', 'modeling']],
  ['pretrained', 'Pre-trained, pretrained and trained', ['Pre-trained', 'pretrained']],
  ['pre-trained', 'pretrained by pre-trained', ['pretrained', 'pre-trained']],
  ['muller', 'Müller’s method', ['Müller']],
  ['c++', 'C++ and C', ['C++']],
  ['深度学习', '关于深度学习的模型', ['深度学习']],
  ['the of', 'models of the world', ['of', 'the']],
  ['gpt-4', 'GPT-4 and GPT4', ['GPT-4', 'GPT4']],
  ['', 'anything', []],
])('%s marks in "%s" %j', (query, text, expected) => {
  expect(marked(query, text)).toEqual(expected);
});

test('marks are in order, apart from each other and inside the text, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      (query, text) => {
        let last = 0;
        const terms = [...parseQuery(query).terms.map(({ term }) => term), ...text.toLowerCase().split(' ')];
        for (const { start, end } of createWordMarker(terms)(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      },
    ),
  );
});
