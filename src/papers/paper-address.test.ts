import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paperAddress } from './paper-address.ts';

test.each([
  ['arxiv:2310.16390', '/papers/arxiv:2310.16390'],
  ['arxiv:hep-th/9901001', '/papers/arxiv:hep-th/9901001'],
  ['doi:10.1000/a b<c>?#%', '/papers/doi:10.1000/a%20b%3Cc%3E%3F%23%25'],
  ['doi:10.1/../..', '/papers/doi:10.1%2F..%2F..'],
  ['doi:10.1/.', '/papers/doi:10.1%2F.'],
  ['doi:10.1/...', '/papers/doi:10.1/...'],
])('the page of %s is %s', (id, address) => {
  expect(paperAddress(id)).toBe(address);
});

test('an address leads back to its identifier, whatever is in it', () => {
  const tail = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.string({ unit: fc.constantFrom('.', '/', '%', 'a', '2', 'E'), minLength: 1 }),
  );
  fc.assert(
    fc.property(tail, (value) => {
      const { pathname } = new URL(paperAddress(`doi:10.1/${value}`), 'http://papers.test');
      expect(decodeURIComponent(pathname)).toBe(`/papers/doi:10.1/${value}`);
    }),
  );
});
