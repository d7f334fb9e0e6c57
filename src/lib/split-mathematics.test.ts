import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitMathematics } from './split-mathematics.ts';

const math = (value: string) => ({ kind: 'math', value });
const text = (value: string) => ({ kind: 'text', value });

test('takes a text apart at its mathematics', () => {
  expect(splitMathematics(String.raw`If $x$ is \(y\), then $$z$$ or \[w\].`)).toEqual([
    text('If '), math('x'), text(' is '), math('y'), text(', then '), math('z'), text(' or '), math('w'), text('.'),
  ]); // prettier-ignore
});

test('text without mathematics is one part', () => {
  expect(splitMathematics('plain')).toEqual([text('plain')]);
  expect(splitMathematics('')).toEqual([text('')]);
});

test.each([
  '$5',
  'a $ b',
  '$$',
  '$ $',
  String.raw`\$5 and \$6`,
  String.raw`\(x`,
  'US$ and more words in US$ ',
])('%j holds none', (words) =>
  expect(splitMathematics(words).every(({ kind }) => kind === 'text')).toBe(true),
);

test('a stray delimiter far from its partner holds none', () => {
  expect(splitMathematics(`$${'x_'.repeat(3000)}$`).every(({ kind }) => kind === 'text')).toBe(true);
});

test('the parts of a text stand in it in their order', () => {
  const pieces = fc.constantFrom('$', 'x', ' and ', 'x^2', '\\alpha', ' ', '5', 'word ', '\\$', '$x$');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (all) => {
      const raw = all.join('');
      const parts = splitMathematics(raw);
      let at = 0;
      for (const { value } of parts) {
        expect(raw.indexOf(value, at)).toBeGreaterThanOrEqual(at);
        at = raw.indexOf(value, at) + value.length;
      }
    }),
  );
});
