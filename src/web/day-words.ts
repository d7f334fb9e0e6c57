/** Words for days, weeks and months, always in UTC: a listing's day is the day its source gave it. */

import { remember } from '../lib/remember.ts';

/** `2026-08-20` -> "Thursday, 20 August 2026"; `2026-08` -> "August 2026"; `2026` -> "2026". */
export function longDate(date: string): string {
  if (date.length === 10) return longDay(date);
  return date.length === 7 ? longMonth(`${date}-01`) : date;
}

/** `2026-08-20` -> "20 August 2026"; a month or a year as {@link longDate}. */
export function dateWords(date: string): string {
  return date.length === 10 ? dayAlone(date) : longDate(date);
}

/** `2026-08-20` -> "20 Aug 2026"; `2026-08` -> "Aug 2026"; `2026` -> "2026". */
export function shortDate(date: string): string {
  if (date.length === 10) return shortDay(date);
  return date.length === 7 ? shortMonth(`${date}-01`) : date;
}

/** `2026-08-20` -> "Thu 20 Aug", for links beside a list that already says the year. */
export function briefDay(day: string): string {
  return dayInYear(day).replace(',', '');
}

/** "17 to 23 August 2026", "27 July to 2 August 2026", "29 December 2025 to 4 January 2026". */
export function dayRange(from: string, to: string): string {
  const isOneMonth = from.slice(0, 7) === to.slice(0, 7);
  const isOneYear = from.slice(0, 4) === to.slice(0, 4);
  const start = isOneMonth ? dayOfMonth : isOneYear ? dayAndMonth : dayAlone;
  return `${start(from)} to ${dayAlone(to)}`;
}

/** Days on which arXiv, by its own calendar, announces nothing. */
export function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(day).getUTCDay());
}

const longDay = inWords({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const longMonth = inWords({ month: 'long', year: 'numeric' });
const shortDay = inWords({ day: 'numeric', month: 'short', year: 'numeric' });
const shortMonth = inWords({ month: 'short', year: 'numeric' });
const dayInYear = inWords({ weekday: 'short', day: 'numeric', month: 'short' });
const dayOfMonth = inWords({ day: 'numeric' });
const dayAndMonth = inWords({ day: 'numeric', month: 'long' });
const dayAlone = inWords({ day: 'numeric', month: 'long', year: 'numeric' });

/** Writes a day; those written last are kept, for a page has the same few many times and a format takes its time. */
function inWords(options: Intl.DateTimeFormatOptions): (day: string) => string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
  const written = remember((day: string) => ({ words: format.format(new Date(day)) }), {
    keyOf: (day) => day,
    maxCount: 1_000,
  });
  return (day) => written(day).words;
}
