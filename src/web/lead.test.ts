import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leadOf } from './lead.ts';

const sentence = (length: number): string => `${'word '.repeat(length / 5 - 1)}end. `;

test('a short abstract is shown whole', () => {
  expect(leadOf('We sort.')).toEqual({ first: 'We sort.', rest: '' });
});

test('a long one is cut after the last sentence that fits', () => {
  const { first, rest } = leadOf(`${sentence(60)}${sentence(80)}${sentence(300)}`);
  expect(first).toBe(`${sentence(60)}${sentence(80)}`.trim());
  expect(rest).toBe(sentence(300));
});

test('an abbreviation ends no sentence', () => {
  const { first } = leadOf(`${'word '.repeat(20)}as in Smith et al. ${'word '.repeat(60)}`);
  expect(first.endsWith('et al.')).toBe(false);
});

test('where no sentence ends in time it is cut after a word', () => {
  const { first, rest } = leadOf('word '.repeat(100));
  expect(first).toMatch(/^(word )+word$/);
  expect(rest).toMatch(/^word/);
});

test('a formula is never cut', () => {
  const formula = `$${'a + '.repeat(60)}b$`;
  const { first, rest } = leadOf(`${'word '.repeat(30)}${formula} and ${'more '.repeat(60)}`);
  expect([first, rest].filter((part) => part.includes(formula))).toHaveLength(1);
});

test('whatever the abstract, both parts together are the abstract', () => {
  const word = fc.constantFrom(
    '$x + y$',
    '$',
    'a',
    'Word.',
    'et al.',
    '$$z$$',
    '\\$5',
    'é',
    'long'.repeat(30),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 200 }), (words) => {
      const abstract = words.join(' ');
      const { first, rest } = leadOf(abstract);
      expect(rest ? `${first} ${rest}` : first).toBe(abstract);
    }),
  );
});
