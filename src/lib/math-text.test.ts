import { expect, test } from 'vitest';
import { splitMath } from './math-text.ts';

test.each([
  ['no mathematics', 'Attention is all you need', ['Attention is all you need']],
  ['a formula inside words', 'In $O(n^2)$ time', ['In ', { math: 'O(n^2)' }, ' time']],
  ['two formulas side by side', '$a$$b$', [{ math: 'a' }, { math: 'b' }]],
  ['a displayed formula', 'so $$x = 1$$ holds', ['so ', { math: 'x = 1' }, ' holds']],
  ['money', 'from $5 to $10', ['from $5 to $10']],
  ['an escaped dollar', 'costs \\$5 and $x$', ['costs $5 and ', { math: 'x' }]],
  ['an escaped dollar inside a formula', '$a\\$b$', [{ math: 'a\\$b' }]],
  ['one stray dollar', 'a $ b', ['a $ b']],
  ['nothing', '', []],
])('splits %s', (_name, text, expected) => {
  expect(splitMath(text)).toEqual(
    expected.map((part) =>
      typeof part === 'string' ? { kind: 'text', source: part } : { kind: 'math', source: part.math },
    ),
  );
});

test('a million dollars are split in no time', () => {
  expect(splitMath('$ '.repeat(500_000)).length).toBeLessThan(3);
  expect(splitMath('$a'.repeat(100_000)).length).toBeGreaterThan(1);
  expect(splitMath(`$${'\\a'.repeat(100_000)}`)).toHaveLength(1);
});
