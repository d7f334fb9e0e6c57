import { expect, test } from 'vitest';
import { mathToPlain } from './math-to-plain.ts';

test.each([
  ['Sorting in $O(n^2)$ time', 'Sorting in O(n²) time'],
  ['$\\ell_1$ and $\\beta$-VAE', 'ℓ₁ and β-VAE'],
  ['$a < b$', 'a<b'],
  ['no mathematics & <b>markup</b>', 'no mathematics & <b>markup</b>'],
  ['broken $x^$', 'broken x^'],
])('%s becomes %s', (text, plain) => {
  expect(mathToPlain(text)).toBe(plain);
});
