import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildSegment } from './build-segment.ts';
import { longFormKey, longFormTerm } from './acronym-terms.ts';
import { mayHaveTerm, probesOf, TermFilterBuilder } from './term-filter.ts';

function filterOf(terms: string[]): Uint8Array {
  const builder = new TermFilterBuilder();
  for (const term of terms) builder.add(term, new Uint8Array(0));
  return builder.encode();
}

test('a term that was added may always be there', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (terms) => {
      const filter = filterOf(terms);
      for (const term of terms) expect(mayHaveTerm(filter, probesOf(term))).toBe(true);
    }),
  );
});

test('of terms that were not added, one in a hundred may be there', () => {
  const filter = filterOf(Array.from({ length: 20_000 }, (_, i) => `term${i}`));
  const others = Array.from({ length: 20_000 }, (_, i) => `=t${i}`);
  const share = others.filter((term) => mayHaveTerm(filter, probesOf(term))).length / others.length;
  expect(share).toBeGreaterThan(0.004);
  expect(share).toBeLessThan(0.016);
});

test('of no terms, none may be there', () => expect(mayHaveTerm(filterOf([]), probesOf('a'))).toBe(false));

test('what an acronym stands for is known as well, however it is written', () => {
  const abstract = 'Of pre-trained language models (PLMs) and of quantum operating systems.';
  const rest = { authors: [], categories: [], venue: null, publishedOn: null, hasCode: false };
  const { termFilter } = buildSegment([{ id: 1, title: 'Kernels', abstract, ...rest }]);
  const mayDefine = (words: string): boolean =>
    mayHaveTerm(termFilter, probesOf(longFormTerm(longFormKey(words.split(' ')))));
  expect(mayDefine('pretrained language model')).toBe(true);
  expect(mayDefine('quantum operating systems')).toBe(false);
});
