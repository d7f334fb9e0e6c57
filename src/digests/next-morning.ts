import { instantOf, localTimeAt } from '../lib/local-time.ts';

/** When a reader wants mails. */
export interface Schedule {
  /** IANA name. */
  timeZone: string;
  /** `HH:MM` on the reader's own clock. */
  sendAt: string;
  /** ISO numbers, Monday is 1; one day alone makes it weekly. At least one. */
  weekdays: number[];
  /** The first day on which mails may come again; null: not paused. */
  pausedUntil: string | null;
}

export interface Morning {
  /** The reader's own day. */
  day: string;
  at: Date;
}

export const defaultSchedule: Schedule = {
  timeZone: 'UTC',
  sendAt: '07:00',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  pausedUntil: null,
};

/** Twice a week of days, since a zone may leave one out. */
const MAX_DAYS_AHEAD = 14;

/**
 * The next morning on which a mail is due: today's, though its time may be past, unless `lastDay` was today. A day of
 * the reader's is asked for once, whatever happens to clocks, zones and this machine; mornings missed are not made up.
 */
export function nextMorning(
  schedule: Schedule,
  { lastDay, now }: { lastDay: string | null; now: Date },
): Morning {
  const { timeZone, sendAt, weekdays, pausedUntil } = schedule;
  const today = localTimeAt(timeZone, now).day;
  const earliest =
    [today, lastDay === null ? today : addDays(lastDay, 1), pausedUntil ?? today].sort().at(-1) ?? today;
  for (let ahead = 0; ahead < MAX_DAYS_AHEAD; ahead += 1) {
    const day = addDays(earliest, ahead);
    const at = weekdays.includes(weekdayOf(day)) ? instantOf(timeZone, { day, time: sendAt }) : undefined;
    if (at) return { day, at };
  }
  throw new Error(
    `digest: no morning within two weeks of ${earliest} on the weekdays ${weekdays.join(', ')}`,
  );
}

/** `YYYY-MM-DD`, so many days later. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

function weekdayOf(day: string): number {
  return new Date(day).getUTCDay() || 7;
}
