import { expect, test } from 'vitest';
import { arxivHolidays, reasonForNoArxivList } from './arxiv-calendar.ts';

test('the holidays of 2026 are those that arXiv published', () => {
  const published = ['01-01', '01-19', '06-19', '07-03', '09-07', '11-26', '12-25', '12-29', '12-31'];
  expect([...arxivHolidays(2026).keys()].sort()).toEqual(published.map((day) => `2026-${day}`));
});

// Working days without a list in a real arrival stream, December 2024 to August 2026.
const empty =
  '2024-12-26 2024-12-27 2025-01-01 2025-01-02 2025-01-21 2025-06-20 2025-07-07 2025-09-02 2025-11-28 2025-12-26 ' +
  '2026-01-02 2026-01-20 2026-06-22 2026-07-06';

test.each(empty.split(' '))('%s had no list, after a holiday', (day) => {
  expect(reasonForNoArxivList(day)).toMatch(/^arXiv does not announce on .+, so this day has no list$/);
});

test.each([
  ['2026-08-22', 'arXiv does not announce on Saturdays'],
  ['2026-08-23', 'arXiv does not announce on Sundays'],
  ['2026-11-27', 'arXiv does not announce on Thanksgiving, so this day has no list'],
  ['2026-12-28', 'arXiv does not announce on Christmas Day, so this day has no list'],
  ['2026-08-20', undefined],
  ['2026-11-26', undefined],
  ['2026-07-03', undefined],
])('%s: %s', (day, reason) => {
  expect(reasonForNoArxivList(day)).toBe(reason);
});
