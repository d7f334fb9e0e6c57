import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RELATIONS } from './math-symbols.ts';
import { formulaToText, mathToText } from './math-to-text.ts';

test.each([
  ['\\alpha^2', 'α²'],
  ['\\mathcal{O}(n)', 'O(n)'],
  ['\\mathcal O(n^{2})', 'O(n²)'],
  ['O(n \\log n)', 'O(n log n)'],
  ['O(n\\log n)', 'O(n log n)'],
  ['\\log(n)', 'log(n)'],
  ['a \\le b', 'a ≤ b'],
  ['a\\leq b', 'a ≤ b'],
  ['x\\in\\mathbb{R}^{d}', 'x ∈ ℝ^d'],
  ['\\frac{1}{2}', '1/2'],
  ['\\frac{a+b}{\\sqrt{n}}', '(a+b)/(√n)'],
  ['\\sqrt[3]{x+1}', '³√(x+1)'],
  ['x_{ij}', 'xᵢⱼ'],
  ['x^{n+1}', 'xⁿ⁺¹'],
  ['x^{\\alpha\\beta}', 'x^(αβ)'],
  ['L_{\\mathrm{max}}', 'L_max'],
  ['k^{th}', 'kth'],
  ['\\hat{\\theta}', 'θ̂'],
  ['\\bar x', 'x̄'],
  ['\\text{BLEU}_4', 'BLEU₄'],
  ['90^\\circ', '90°'],
  ["f'", 'f′'],
  ['10\\times', '10 ×'],
  ['95\\%', '95%'],
  ['\\left( \\frac{x}{y} \\right)', '( x/y )'],
  ['\\{0,1\\}^n', '{0,1}ⁿ'],
  ['\\unknowncommand{x}', 'unknowncommand x'],
  ['A \\to B', 'A → B'],
  ['\\ell_1', 'ℓ₁'],
])('%s reads %s', (source, text) => {
  expect(formulaToText(source)).toBe(text);
});

test('leaves words and prices alone', () => {
  expect(mathToText('From $5 to $10 & <b>more</b>')).toBe('From $5 to $10 & <b>more</b>');
  expect(mathToText('Sorting in $O(n^2)$ time, $\\beta$-VAE')).toBe('Sorting in O(n²) time, β-VAE');
});

test('every relation has its sign', () => {
  expect(Object.entries(RELATIONS).filter(([, sign]) => !sign)).toEqual([]);
});

test('never throws, never grows without bound, whatever the source', () => {
  const piece = fc.constantFrom(
    '\\frac',
    '{',
    '}',
    '^',
    '_',
    '\\',
    '\\sqrt',
    '[',
    ']',
    'x',
    ' ',
    '\\left',
    '\\mathbb',
    '$',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
      const source = pieces.join('');
      expect(formulaToText(source).length).toBeLessThanOrEqual(source.length * 4 + 10);
    }),
  );
});
