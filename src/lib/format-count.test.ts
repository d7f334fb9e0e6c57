import { expect, test } from 'vitest';
import { formatPapers } from './format-count.ts';

test('numbers of papers are told in words and thousands', () => {
  expect([1, 0, 1_234].map(formatPapers)).toEqual(['1 paper', '0 papers', '1,234 papers']);
});
