import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mathToMathml } from './math-to-mathml.ts';

test('shows a formula as MathML', () => {
  expect(mathToMathml('O(n^2)')).toContain('<msup><mi>n</mi><mn>2</mn></msup>');
});

test.each(['\\mbox{foo}', '\\mathbbm{1}', 'x\\xspace', '3\\degree', '\\lsim 4'])('knows %s', (source) => {
  expect(mathToMathml(source)).toMatch(/^<math>.*<\/math>$/);
});

test.each([
  ['a broken formula', 'x^'],
  ['a link', '\\href{javascript:alert(1)}{x}'],
  ['a picture', '\\includegraphics{http://example.org/x.png}'],
  ['an endless macro', '\\def\\a{\\a\\a}\\a'],
  ['a formula past the limit', 'x'.repeat(2_001)],
])('answers nothing for %s', (_name, source) => {
  expect(mathToMathml(source)).toBeUndefined();
});

test('a sign for per cent is one, with its backslash or without', () => {
  expect(mathToMathml('\\textbf{65%}')).toContain('%');
  expect(mathToMathml('p = 5\\%')).toBe(mathToMathml('p = 5%'));
});

test("sets an author's own macro upright", () => {
  expect(mathToMathml('\\Hilb^n(X)')).toContain('Hilb');
  expect(mathToMathml('\\one\\two\\three\\four\\five\\six\\seven\\eight\\nine')).toBeUndefined();
});

test('keeps no style and no address', () => {
  expect(mathToMathml('\\color{red}\\boxed{x}\\rule{900em}{900em}')).not.toMatch(/ style="|color|href|black/);
  expect(mathToMathml('\\hspace{9000em}x')).toContain('width="4em"');
});

test('one formula does not define macros for the next', () => {
  expect(mathToMathml('\\gdef\\stolen{1}\\stolen')).not.toContain('stolen');
  expect(mathToMathml('\\stolen')).toContain('stolen');
});

test('whatever the source, only presentation tags come out', () => {
  const pieces = fc.constantFrom(
    ...[
      '<img src=x onerror=alert(1)>',
      '"',
      "'",
      '<script>',
      '</math>',
      '\\text{',
      '}',
      '{',
      '\\frac',
      '^',
      '_',
    ],
    ...[
      '&lt;',
      '\\color{',
      '\\class{a}',
      '\\url{',
      '\\begin{pmatrix}',
      '\\end{pmatrix}',
      '&',
      '\\\\',
      'x',
      '\\hat',
    ],
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string())), (source) => {
      const markup = mathToMathml(source.join('')) ?? '';
      for (const [, name, attributes] of markup.matchAll(/<\/?([^\s>]*)([^>]*)>/g)) {
        expect(name).toMatch(/^(math|m[a-z]+|none)$/);
        expect(attributes).not.toMatch(/\b(on\w+|href|src|style)\s*=/i);
      }
    }),
  );
});
