import { expect, test } from 'vitest';
import { dateAddress, withQuery } from './addresses.ts';

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
