export type PeriodKind = 'day' | 'week' | 'month';

/** Dates of a period, in ISO 8601's extended form. `from` belongs to it, `to` does not. */
export interface Period {
  /** `2026-08-20` for days and weeks, `2026-08` for months. */
  from: string;
  to: string;
}

const DAY_MS = 86_400_000;

/**
 * The period that a text names: a day `2026-08-20`, an ISO week `2026-W34` (Monday to Sunday) or a month `2026-08`.
 * Undefined when the text is malformed or the calendar has no such day or week.
 */
export function periodOf(kind: PeriodKind, text: string): Period | undefined {
  switch (kind) {
    case 'day':
      return dayOf(text);
    case 'week':
      return weekOf(text);
    case 'month':
      return monthOf(text);
  }
}

/** The name of the period that contains a day: `periodContaining('week', '2026-08-20')` is `2026-W34`. */
export function periodContaining(kind: PeriodKind, day: string): string {
  if (kind === 'day') return day;
  return kind === 'month' ? day.slice(0, 7) : weekContaining(parseDay(day));
}

/** The names of the periods before and after one; undefined for a malformed name and at the ends of the calendar. */
export function neighboursOf(kind: PeriodKind, text: string): { previous: string; next: string } | undefined {
  const period = periodOf(kind, text);
  if (!period) return undefined;
  const firstDay = kind === 'month' ? `${period.from}-01` : period.from;
  const nextFirstDay = kind === 'month' ? `${period.to}-01` : period.to;
  return {
    previous: periodContaining(kind, formatDay(parseDay(firstDay) - DAY_MS)),
    next: periodContaining(kind, nextFirstDay),
  };
}

function dayOf(text: string): Period | undefined {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = parseDay(text);
  // A day that the calendar lacks is either no date at all or rolls over into the next month.
  if (Number.isNaN(day) || formatDay(day) !== text) return undefined;
  return { from: text, to: formatDay(day + DAY_MS) };
}

function weekOf(text: string): Period | undefined {
  const match = /^([1-9]\d{3})-W(\d{2})$/.exec(text);
  if (!match) return undefined;
  // January 4th is always in week 1.
  const monday = mondayBefore(parseDay(`${match[1]}-01-04`)) + (Number(match[2]) - 1) * 7 * DAY_MS;
  if (weekContaining(monday) !== text) return undefined;
  return { from: formatDay(monday), to: formatDay(monday + 7 * DAY_MS) };
}

function monthOf(text: string): Period | undefined {
  if (!/^[1-9]\d{3}-(?:0[1-9]|1[0-2])$/.test(text)) return undefined;
  const nextMonth = formatDay(parseDay(`${text}-28`) + 4 * DAY_MS).slice(0, 7);
  return { from: text, to: nextMonth };
}

/** The ISO week whose Thursday lies in a year belongs to that year. */
function weekContaining(day: number): string {
  const thursday = mondayBefore(day) + 3 * DAY_MS;
  const year = formatDay(thursday).slice(0, 4);
  const week = Math.floor((thursday - parseDay(`${year}-01-01`)) / (7 * DAY_MS)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

function mondayBefore(day: number): number {
  return day - ((new Date(day).getUTCDay() + 6) % 7) * DAY_MS;
}

function parseDay(text: string): number {
  return Date.parse(`${text}T00:00:00Z`);
}

function formatDay(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}
