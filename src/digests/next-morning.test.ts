import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf, localTimeAt } from '../lib/local-time.ts';
import { addDays, defaultSchedule, nextMorning } from './next-morning.ts';

const DAY_MS = 86_400_000;

test.each([
  ['before the hour', {}, null, '2026-08-20T06:59:00Z', '2026-08-20'],
  ['after it, today is still due', {}, null, '2026-08-20T22:00:00Z', '2026-08-20'],
  ['after today’s mail', {}, '2026-08-20', '2026-08-20T22:00:00Z', '2026-08-21'],
  [
    'weekdays only, on a Saturday',
    { weekdays: [1, 2, 3, 4, 5] },
    '2026-08-21',
    '2026-08-22T09:00:00Z',
    '2026-08-24',
  ],
  ['weekly', { weekdays: [1] }, '2026-08-17', '2026-08-18T09:00:00Z', '2026-08-24'],
  ['paused', { pausedUntil: '2026-09-01' }, '2026-08-17', '2026-08-18T09:00:00Z', '2026-09-01'],
  ['a pause that is over', { pausedUntil: '2026-08-01' }, '2026-08-17', '2026-08-18T09:00:00Z', '2026-08-18'],
  [
    'a reader who flew west keeps the day she had',
    { timeZone: 'Pacific/Honolulu' },
    '2026-08-20',
    '2026-08-19T22:00:00Z',
    '2026-08-21',
  ],
  ['a machine that was off for a month', {}, '2026-07-20', '2026-08-20T05:00:00Z', '2026-08-20'],
  ['on a leap day', {}, '2028-02-28', '2028-02-28T08:00:00Z', '2028-02-29'],
])('%s', (_, changes, lastDay, now, expected) => {
  expect(nextMorning({ ...defaultSchedule, ...changes }, { lastDay, now: new Date(now) }).day).toBe(expected);
});

/** Asks at odd intervals for three years, as a machine would that is often away, and notes the mornings it got. */
test('each wanted day of a reader comes once, through three years in any zone', { timeout: 60_000 }, () => {
  const scenario = fc.record({
    timeZone: fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
    sendAt: fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((time) => time.map((n) => String(n).padStart(2, '0')).join(':')),
    weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  });
  fc.assert(
    fc.property(scenario, (wanted) => {
      const schedule = { ...wanted, pausedUntil: null };
      const start = new Date('2025-01-01T00:00:00Z');
      const end = start.getTime() + 3 * 365 * DAY_MS;
      const days: string[] = [];
      let now = start;
      while (now.getTime() < end) {
        const morning = nextMorning(schedule, { lastDay: days.at(-1) ?? null, now });
        expect(localTimeAt(wanted.timeZone, morning.at).day).toBe(morning.day);
        days.push(morning.day);
        now = new Date(Math.max(morning.at.getTime(), now.getTime()));
      }
      const expected: string[] = [];
      for (let day = days[0] ?? ''; day <= (days.at(-1) ?? ''); day = addDays(day, 1)) {
        const isWanted = wanted.weekdays.includes(new Date(day).getUTCDay() || 7);
        if (isWanted && instantOf(wanted.timeZone, { day, time: wanted.sendAt })) expected.push(day);
      }
      expect(days).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});
