/** Words for days, weeks and months, always in UTC: a listing's day is the day its source gave it. */

/** `2026-08-20` -> "Thursday, 20 August 2026"; `2026-08` -> "August 2026"; `2026` -> "2026". */
export function longDate(date: string): string {
  if (date.length === 10)
    return format(date, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return date.length === 7 ? format(`${date}-01`, { month: 'long', year: 'numeric' }) : date;
}

/** `2026-08-20` -> "20 August 2026"; a month or a year as {@link longDate}. */
export function dateWords(date: string): string {
  return date.length === 10
    ? format(date, { day: 'numeric', month: 'long', year: 'numeric' })
    : longDate(date);
}

/** `2026-08-20` -> "20 Aug 2026"; `2026-08` -> "Aug 2026"; `2026` -> "2026". */
export function shortDate(date: string): string {
  if (date.length === 10) return format(date, { day: 'numeric', month: 'short', year: 'numeric' });
  return date.length === 7 ? format(`${date}-01`, { month: 'short', year: 'numeric' }) : date;
}

/** `2026-08-20` -> "Thu 20 Aug", for links beside a list that already says the year. */
export function briefDay(day: string): string {
  return format(day, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
}

/** "17 to 23 August 2026", "27 July to 2 August 2026", "29 December 2025 to 4 January 2026". */
export function dayRange(from: string, to: string): string {
  const year = from.slice(0, 4) === to.slice(0, 4) ? {} : { year: 'numeric' as const };
  const month = from.slice(0, 7) === to.slice(0, 7) ? {} : { month: 'long' as const };
  const start = format(from, { day: 'numeric', ...month, ...year });
  return `${start} to ${format(to, { day: 'numeric', month: 'long', year: 'numeric' })}`;
}

/** Days on which arXiv, by its own calendar, announces nothing. */
export function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(day).getUTCDay());
}

/** "1 paper", "1,234 papers". */
export function paperCount(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'paper' : 'papers'}`;
}

/** Making a format takes fifty times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(day: string, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options);
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
    formats.set(key, known);
  }
  return known.format(new Date(day));
}
