import { expect, test } from 'vitest';
import { briefDay, dayRange, isWeekend, longDate, shortDate } from './day-words.ts';

test.each([
  ['2026-08-20', 'Thursday, 20 August 2026', '20 Aug 2026'],
  ['2026-08', 'August 2026', 'Aug 2026'],
  ['2026', '2026', '2026'],
])('%s is "%s", and "%s" where room is short', (date, long, short) => {
  expect(longDate(date)).toBe(long);
  expect(shortDate(date)).toBe(short);
});

test.each([
  ['2026-08-17', '2026-08-23', '17 to 23 August 2026'],
  ['2026-07-27', '2026-08-02', '27 July to 2 August 2026'],
  ['2025-12-29', '2026-01-04', '29 December 2025 to 4 January 2026'],
])('from %s to %s is "%s"', (from, to, words) => {
  expect(dayRange(from, to)).toBe(words);
});

test('brief days and weekends', () => {
  expect(briefDay('2026-08-20')).toBe('Thu 20 Aug');
  expect(['2026-08-21', '2026-08-22', '2026-08-23', '2026-08-24'].map(isWeekend)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
