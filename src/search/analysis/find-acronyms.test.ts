import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAcronyms } from './find-acronyms.ts';

test.each([
  ['We study pre-trained language models (PLMs) here.', { plm: 'pre trained language models' }],
  [
    'Retrieval-augmented generation (RAG) and large language models (LLMs).',
    {
      rag: 'retrieval augmented generation',
      llm: 'large language models',
    },
  ],
  [
    'BERT, that is Bidirectional Encoder Representations from Transformers (BERT)',
    {
      bert: 'bidirectional encoder representations from transformers',
    },
  ],
  ['the role of deoxyribonucleic acid (DNA, a polymer)', { dna: 'deoxyribonucleic acid' }],
  ['support vector machines (SVM)', { svm: 'support vector machines' }],
  ['as shown before (see Fig. 2) and (2019) or (i)', {}],
  ['no such words (XYZ)', {}],
  ['accuracy (Acc)', {}],
  ['(LLM)', {}],
])('%s', (text, expected) => {
  expect(Object.fromEntries(findAcronyms(text).map(({ short, long }) => [short, long]))).toEqual(expected);
});

test('any text is read without an error, in time that grows with its length', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      (text) => void findAcronyms(`${text} (${text})`),
    ),
  );
  expect(findAcronyms('(AB) '.repeat(20_000))).toEqual([]);
});
