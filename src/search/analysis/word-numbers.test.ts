import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WordNumbers } from './word-numbers.ts';

test('numbers words as a Map would, whatever the words', () => {
  const word = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[ab]{0,12}$/));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 200 }), (words) => {
      const numbers = new WordNumbers();
      const expected = new Map<string, number>();
      for (const each of words) {
        expect(numbers.find(each)).toBe(expected.get(each) ?? -1);
        if (!expected.has(each)) expected.set(each, numbers.add(each));
      }
      expect(words.map((each) => numbers.find(each))).toEqual(words.map((each) => expected.get(each)));
      expect(numbers.size).toBe(expected.size);
    }),
  );
});

test('grows to a hundred thousand words', () => {
  const numbers = new WordNumbers();
  for (let i = 0; i < 100_000; i++) expect(numbers.add(`word${i}`)).toBe(i);
  for (let i = 0; i < 100_000; i += 997) expect(numbers.find(`word${i}`)).toBe(i);
  expect(numbers.find('word100000')).toBe(-1);
});
