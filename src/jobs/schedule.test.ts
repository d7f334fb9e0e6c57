import { expect, test } from 'vitest';
import { lastOccurrence } from './schedule.ts';

const newYork = (pattern: string) => ({ pattern, zone: 'America/New_York' });

test.each([
  ['the instant itself counts', '30 0 * * *', '2026-08-20T04:30:00.000Z', '2026-08-20T04:30:00.000Z'],
  ['a moment before, it is yesterday', '30 0 * * *', '2026-08-20T04:29:59.999Z', '2026-08-19T04:30:00.000Z'],
  ['in winter an hour later in UTC', '30 0 * * *', '2026-01-20T12:00:00Z', '2026-01-20T05:30:00.000Z'],
  ['the day the clocks go forward', '30 0 * * *', '2026-03-08T12:00:00Z', '2026-03-08T05:30:00.000Z'],
  ['the day after', '30 0 * * *', '2026-03-09T12:00:00Z', '2026-03-09T04:30:00.000Z'],
  ['the day they go back', '30 0 * * *', '2026-11-01T12:00:00Z', '2026-11-01T04:30:00.000Z'],
  ['the day after that', '30 0 * * *', '2026-11-02T12:00:00Z', '2026-11-02T05:30:00.000Z'],
  ['an hour left out: right after the gap', '30 2 * * *', '2026-03-08T12:00:00Z', '2026-03-08T07:00:00.000Z'],
  ['an hour repeated: its first', '30 1 * * *', '2026-11-01T12:00:00Z', '2026-11-01T05:30:00.000Z'],
  ['weekdays are those of the zone', '0 20 * * 0-4', '2026-08-23T00:30:00Z', '2026-08-21T00:00:00.000Z'],
])('%s', (_name, pattern, now, expected) => {
  expect(lastOccurrence(newYork(pattern), new Date(now))?.toISOString()).toBe(expected);
});

test('every day of three years has one occurrence, through all changes', () => {
  const seen = new Set<string>();
  for (let at = Date.parse('2025-01-01T12:00:00Z'); at < Date.parse('2028-01-01'); at += 6 * 3_600_000) {
    seen.add(lastOccurrence(newYork('30 0 * * *'), new Date(at))!.toISOString());
  }
  expect(seen.size).toBe(3 * 365);
});
