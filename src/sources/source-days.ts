import type { Clock } from '../lib/clock.ts';

const DAY_MS = 86_400_000;

/** Today in UTC, `YYYY-MM-DD`. */
export function todayInUtc(clock: Clock): string {
  return clock.now().toISOString().slice(0, 10);
}

/** So many days before (or, negative, after) a day. */
export function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * DAY_MS).toISOString().slice(0, 10);
}

/** The days from one to another, both included, at most `limit`: the first ones. */
export function daysFrom(first: string, last: string, limit: number): string[] {
  const days: string[] = [];
  for (let day = first; day <= last && days.length < limit; day = daysBefore(day, -1)) days.push(day);
  return days;
}

/** The earlier of a day that was asked for and the one where the source would begin by itself. */
export function beginningDay(since: string | undefined, own: string): string {
  return since !== undefined && since < own ? since : own;
}
