import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateAddress, paperAddress, withQuery } from './addresses.ts';

test.each([
  ['arxiv:2310.16390', '/papers/arxiv:2310.16390'],
  ['arxiv:hep-th/9901001', '/papers/arxiv:hep-th/9901001'],
  ['doi:10.1000/a b<c>?#%', '/papers/doi:10.1000/a%20b%3Cc%3E%3F%23%25'],
])('the page of %s is %s', (id, address) => {
  expect(paperAddress(id)).toBe(address);
});

test('an address leads back to its identifier, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
      const { pathname } = new URL(paperAddress(`doi:10.1/${value}`), 'http://papers.test');
      expect(decodeURIComponent(pathname)).toBe(`/papers/doi:10.1/${value}`);
    }),
  );
});

test('days and months have pages, a bare year has none', () => {
  expect(['2026-08-20', '2026-08', '2026'].map(dateAddress)).toEqual([
    '/days/2026-08-20',
    '/months/2026-08',
    undefined,
  ]);
});

test('parameters without a value are left out', () => {
  expect(withQuery('/search', { q: 'a b&c', cursor: undefined })).toBe('/search?q=a+b%26c');
  expect(withQuery('/search', { q: undefined })).toBe('/search');
});
