const DAY_MS = 86_400_000;

/**
 * Why arXiv has no list of a day, by its own calendar; undefined where one is to be expected. Its lists come after the
 * announcements of Sunday to Thursday evening (New York), so they are those of Monday to Friday; after an evening that
 * is a holiday, the next list is empty. See https://info.arxiv.org/help/availability.html.
 */
export function reasonForNoArxivList(day: string): string | undefined {
  const weekday = weekdayOf(day);
  if (weekday === 6) return 'arXiv does not announce on Saturdays';
  if (weekday === 0) return 'arXiv does not announce on Sundays';
  // Friday evening has no announcement anyway: its holiday empties the list of Monday.
  const eve = dayAfter(day, weekday === 1 ? -3 : -1);
  const holiday = arxivHolidays(Number(eve.slice(0, 4))).get(eve);
  return holiday && `arXiv does not announce on ${holiday}, so this day has no list`;
}

/** Days off that arXiv's page names besides the yearly ones. */
const furtherHolidays: { [year: number]: readonly string[] } = {
  2024: ['2024-12-26', '2024-12-31'],
  2026: ['2026-12-29', '2026-12-31'],
};

/** The holidays of a year; those of years to come by the rule that arXiv's pages of 2023 to 2026 follow. */
export function arxivHolidays(year: number): Map<string, string> {
  return new Map([
    [`${year}-01-01`, 'New Year’s Day'],
    [nthWeekday(year, 1, 1, 3), 'Martin Luther King Day'],
    [observed(`${year}-06-19`), 'Juneteenth'],
    [observed(`${year}-07-04`), 'Independence Day'],
    [nthWeekday(year, 9, 1, 1), 'Labor Day'],
    [nthWeekday(year, 11, 4, 4), 'Thanksgiving'],
    [observed(`${year}-12-25`), 'Christmas Day'],
    ...(furtherHolidays[year] ?? []).map((day): [string, string] => [
      day,
      'a day off at the end of the year',
    ]),
  ]);
}

/** The nth such weekday (0: Sunday) of a month. */
function nthWeekday(year: number, month: number, weekday: number, nth: number): string {
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  return dayAfter(first, ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7);
}

/** A holiday on a Saturday is kept on Friday, one on a Sunday on Monday. */
function observed(day: string): string {
  const weekday = weekdayOf(day);
  return dayAfter(day, weekday === 6 ? -1 : weekday === 0 ? 1 : 0);
}

function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
