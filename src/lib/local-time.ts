/** What a wall clock shows. */
export interface LocalTime {
  /** `YYYY-MM-DD` */
  day: string;
  /** `HH:MM` */
  time: string;
}

/** What the clocks of an IANA time zone show at an instant. */
export function localTimeAt(timeZone: string, at: Date): LocalTime {
  const [date = '', time = ''] = wallClockAt(timeZone, at.getTime()).split('T');
  return { day: date, time };
}

/**
 * The first instant at which the clocks of a zone show this time of this day. Where they are put back, the first of
 * the two; where they are put forward over it, the moment of the change. Undefined for a day that the zone left out
 * (Apia, 30 December 2011).
 */
export function instantOf(timeZone: string, { day, time }: LocalTime): Date | undefined {
  const wanted = `${day}T${time}`;
  const asUtc = Date.parse(`${wanted}Z`);
  // Every offset is within a day of UTC; so the clocks of the two days around show each offset that may hold.
  const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map((at) => offsetAt(timeZone, at));
  const exact = offsets.map((offset) => asUtc - offset).filter((at) => wallClockAt(timeZone, at) === wanted);
  const at = exact.length > 0 ? Math.min(...exact) : firstAtOrAfter(timeZone, wanted, asUtc);
  return wallClockAt(timeZone, at).startsWith(day) ? new Date(at) : undefined;
}

/** Whether it is the name of a zone that this machine knows, such as `Europe/Berlin` or `UTC`. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z][\w+-]*(?:\/[\w+-]+){0,2}$/.test(text)) return false;
  try {
    return clockOf(text) !== undefined;
  } catch {
    return false;
  }
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The minute when the clocks jump over the wanted time: before it they show less, from it on more. */
function firstAtOrAfter(timeZone: string, wanted: string, asUtc: number): number {
  let before = Math.floor((asUtc - 1.2 * DAY_MS) / MINUTE_MS);
  let after = Math.ceil((asUtc + 1.2 * DAY_MS) / MINUTE_MS);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallClockAt(timeZone, middle * MINUTE_MS) < wanted) before = middle;
    else after = middle;
  }
  return after * MINUTE_MS;
}

function offsetAt(timeZone: string, at: number): number {
  return Date.parse(`${wallClockAt(timeZone, at)}Z`) - Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

/** `2026-08-20T07:00` */
function wallClockAt(timeZone: string, at: number): string {
  // Sweden writes dates as ISO 8601 does: `2026-08-20 07:00`.
  return clockOf(timeZone).format(at).replace(' ', 'T');
}

/** Making one takes far longer than using it; there are some 600 zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    clocks.set(timeZone, clock);
  }
  return clock;
}
