import { Cron } from 'croner';

/** When something recurs: a cron pattern of five fields, in a time zone (`America/New_York`, `UTC`). */
export interface Schedule {
  pattern: string;
  zone: string;
}

/**
 * The newest instant of the schedule that is not after `now`. Where a change of daylight saving leaves out the hour it
 * names, the first instant after the gap; where it repeats it, the first of the two.
 * @throws Error where the pattern or the zone is none.
 */
export function lastOccurrence({ pattern, zone }: Schedule, now: Date): Date | undefined {
  const cron = new Cron(pattern, { timezone: zone, paused: true });
  // Those before an instant, which is itself left out.
  const candidates = cron.previousRuns(2, new Date(now.getTime() + 1_000));
  return candidates.find((instant) => instant.getTime() <= now.getTime());
}
