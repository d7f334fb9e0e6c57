/**
 * Reads a date as exactly as it was given: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. Understands ISO 8601 with or without a
 * time, `2024/3/7/`, RFC 822 (`Mon, 2 Apr 2007 19:18:42 GMT`), `March 2024`, `7 Mar 2024`, `March 7, 2024` and a bare
 * year. Undefined for anything else, and for a day that no calendar has.
 */
export function parsePartialDate(text: string | undefined): string | undefined {
  if (!text || text.length > 100) return undefined;
  const trimmed = text.trim();
  const numeric = /^(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?=$|[T/\s]))?)?(?:$|[T/\s])/.exec(trimmed);
  if (numeric) return partialDate(Number(numeric[1]), optionalNumber(numeric[2]), optionalNumber(numeric[3]));
  const dayFirst = /^(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3,9})\.?,?\s+(\d{4})\b/i.exec(trimmed);
  if (dayFirst) return partialDate(Number(dayFirst[3]), monthNumber(dayFirst[2]), Number(dayFirst[1]));
  const monthFirst = /^([a-z]{3,9})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?,?)?,?\s+(\d{4})$/i.exec(trimmed);
  if (monthFirst)
    return partialDate(Number(monthFirst[3]), monthNumber(monthFirst[1]), optionalNumber(monthFirst[2]));
  return undefined;
}

/** 1 to 12 for `3`, `mar`, `March`; undefined for anything else. */
export function monthNumber(text: string | undefined): number | undefined {
  const name = text?.trim().toLowerCase() ?? '';
  if (/^(?:0?[1-9]|1[0-2])$/.test(name)) return Number(name);
  if (!/^[a-z]{3,9}\.?$/.test(name)) return undefined;
  const index = MONTHS.indexOf(name.slice(0, 3));
  return index < 0 ? undefined : index + 1;
}

/** Joins the parts of a date that are known; a month or day that can't be is left out with all that is finer. */
export function partialDate(year: number, month?: number, day?: number): string | undefined {
  if (!(year >= 1000 && year <= 2999)) return undefined;
  if (month === undefined || month < 1 || month > 12) return String(year);
  const yearAndMonth = `${year}-${String(month).padStart(2, '0')}`;
  if (day === undefined || day < 1 || day > daysIn(year, month)) return yearAndMonth;
  return `${yearAndMonth}-${String(day).padStart(2, '0')}`;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function optionalNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
