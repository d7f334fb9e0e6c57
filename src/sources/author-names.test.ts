import { expect, test } from 'vitest';
import { cleanName, displayName, parseAuthorLine } from './author-names.ts';

test.each([
  ['Ann Example', 'Ann Example'],
  ['Example, Ann', 'Ann Example'],
  ['King, Martin Luther, Jr.', 'Martin Luther King Jr.'],
  ['King, Jr., Martin Luther', 'Martin Luther King Jr.'],
  ['King, Jr.', 'King Jr.'],
  ['Eric~Granger', 'Eric Granger'],
  ['Young-Jun_Lee', 'Young-Jun Lee'],
  ['Martin Valli\\`eres', 'Martin Vallières'],
  ["Jos\\'e  Muster;", 'José Muster'],
  ["Ting-Hao `Kenneth' Huang", 'Ting-Hao ‘Kenneth’ Huang'],
  ['王小明', '王小明'],
  ['王, 小明', '王小明'],
  ['김, 민수', '김민수'],
  ['Wang, 小明', '小明 Wang'],
  ['Jos&eacute; Muster', 'José Muster'],
  ['Мария Иванова', 'Мария Иванова'],
  [';', ''],
  [':', ''],
  ['and Ann Example', 'Ann Example'],
  ['Andrés Example', 'Andrés Example'],
  ['For the Sample Collaboration', 'the Sample Collaboration'],
  ['Ann Example*', 'Ann Example'],
  ['Bob Muster † ~', 'Bob Muster'],
  ['E. ~Example', 'E. Example'],
  ['Jos\\~ao~Muster', 'Josão Muster'],
  ['Ann--Marie Example', 'Ann-Marie Example'],
  ['Ludwig van Beethoven', 'Ludwig van Beethoven'],
  ['van Beethoven, Ludwig', 'Ludwig van Beethoven'],
  ['de la Muestra, Jr., Juan', 'Juan de la Muestra Jr.'],
  ['etc.', ''],
])('the name %j is %j', (raw, expected) => expect(cleanName(raw)).toBe(expected));

test('a name in parts is put in reading order', () => {
  expect(displayName({ family: 'Example', given: 'Ann', suffix: 'III' })).toBe('Ann Example III');
  expect(displayName({ family: 'ATLAS Collaboration' })).toBe('ATLAS Collaboration');
  expect(displayName({})).toBe('');
});

test.each([
  ['A. Example, B. Muster and C. Sample', ['A. Example', 'B. Muster', 'C. Sample']],
  [
    'A. Example (1), B. Muster (2 and 3) ((1) Example U., (2) Sample Inst., Town)',
    ['A. Example', 'B. Muster'],
  ],
  [
    'The Sample Collaboration: A. Example, B. Muster, Jr.',
    ['The Sample Collaboration', 'A. Example', 'B. Muster Jr.'],
  ],
  ['A. Example, and B. Muster (unclosed', ['A. Example', 'B. Muster']],
  ['Jos&eacute; Muster & A. Example et al.', ['José Muster', 'A. Example']],
  ['A. Example on behalf of the Sample Collaboration', ['A. Example on behalf of the Sample Collaboration']],
  ['A. Example, on behalf of the Sample Collaboration', ['A. Example', 'the Sample Collaboration']],
  ['A. Example, for Sample collaboration', ['A. Example', 'Sample collaboration']],
  ['王小明、李华，김민수', ['王小明', '李华', '김민수']],
  ['Alexander Sandberg and Forrest Andrews', ['Alexander Sandberg', 'Forrest Andrews']],
  ['', []],
])('the author line %j names %j', (line, names) => expect(parseAuthorLine(line)).toEqual(names));
