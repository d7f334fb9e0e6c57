import fc from 'fast-check';
import { expect, test } from 'vitest';
import { neighboursOf, periodContaining, periodOf } from './iso-period.ts';

test.each([
  ['day', '2026-08-20', '2026-08-20', '2026-08-21'],
  ['day', '2024-02-29', '2024-02-29', '2024-03-01'],
  ['week', '2026-W34', '2026-08-17', '2026-08-24'],
  ['week', '2026-W01', '2025-12-29', '2026-01-05'],
  ['week', '2020-W53', '2020-12-28', '2021-01-04'],
  ['month', '2026-08', '2026-08', '2026-09'],
  ['month', '2026-12', '2026-12', '2027-01'],
] as const)('the %s %s goes from %s to before %s', (kind, text, from, to) => {
  expect(periodOf(kind, text)).toEqual({ from, to });
});

test.each([
  ['day', '2026-02-30'],
  ['day', '2026-8-20'],
  ['day', '2026-08'],
  ['day', '2026-13-01'],
  ['week', '2026-W00'],
  ['week', '2026-W54'],
  ['week', '2021-W53'],
  ['week', '2026-34'],
  ['month', '2026-13'],
  ['month', '2026-00'],
  ['month', '2026-08-20'],
  ['day', ''],
] as const)('there is no %s %j', (kind, text) => {
  expect(periodOf(kind, text)).toBeUndefined();
  expect(neighboursOf(kind, text)).toBeUndefined();
});

test('a period lies between its neighbours', () => {
  expect(neighboursOf('day', '2026-01-01')).toEqual({ previous: '2025-12-31', next: '2026-01-02' });
  expect(neighboursOf('week', '2026-W01')).toEqual({ previous: '2025-W52', next: '2026-W02' });
  expect(neighboursOf('month', '2026-01')).toEqual({ previous: '2025-12', next: '2026-02' });
});

test('every day lies in the week and the month that are named after it', () => {
  const days = fc
    .date({ min: new Date('1986-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(days, (day) => {
      const week = periodOf('week', periodContaining('week', day));
      expect(week && week.from <= day && day < week.to).toBe(true);
      const month = periodOf('month', periodContaining('month', day));
      expect(month && month.from <= day && day < month.to).toBe(true);
      const next = neighboursOf('week', periodContaining('week', day))?.next ?? '';
      expect(neighboursOf('week', next)?.previous).toBe(periodContaining('week', day));
    }),
  );
});
