import { expect, test } from 'vitest';
import { monthNumber, parsePartialDate } from './partial-date.ts';

test.each([
  ['2024', '2024'],
  ['2024-03', '2024-03'],
  ['2024-3-7', '2024-03-07'],
  ['2024/03/07/', '2024-03-07'],
  ['2024/03//', '2024-03'],
  ['2024-03-07T12:00:00Z', '2024-03-07'],
  ['Mon, 2 Apr 2007 19:18:42 GMT', '2007-04-02'],
  ['7 March 2024', '2024-03-07'],
  ['March 2024', '2024-03'],
  ['Mar. 7th, 2024', '2024-03-07'],
  ['2024-02-30', '2024-02'],
  ['2024-13-01', '2024'],
  ['2023-02-29', '2023-02'],
  ['', undefined],
  ['in press', undefined],
  ['20240307', undefined],
  ['0024', undefined],
  ['12 Foo 2024', '2024'],
])('%j is read as %j', (text, expected) => expect(parsePartialDate(text)).toBe(expected));

test.each([
  ['jan', 1],
  ['September', 9],
  ['12', 12],
  ['sept.', 9],
  ['13', undefined],
  ['foo', undefined],
])('month %j is %j', (text, expected) => expect(monthNumber(text)).toBe(expected));
