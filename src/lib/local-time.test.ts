import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf, isTimeZone, localTimeAt } from './local-time.ts';

test.each([
  ['Europe/Berlin', '2026-08-20', '07:00', '2026-08-20T05:00'],
  ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:00'],
  ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30'],
  ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30'],
  ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45'],
  ['Asia/Kathmandu', '2026-01-01', '00:00', '2025-12-31T18:15'],
  ['America/Sao_Paulo', '2018-11-04', '00:00', '2018-11-04T03:00'],
  ['Pacific/Kiritimati', '2026-08-20', '07:00', '2026-08-19T17:00'],
  ['Pacific/Apia', '2011-12-31', '07:00', '2011-12-30T17:00'],
])('in %s, %s %s is %s', (timeZone, day, time, expected) => {
  expect(instantOf(timeZone, { day, time })?.toISOString()).toBe(`${expected}:00.000Z`);
});

test('a day that a zone left out has no morning', () => {
  expect(instantOf('Pacific/Apia', { day: '2011-12-30', time: '07:00' })).toBeUndefined();
});

test('is the first minute whose clock shows the time or more, in every zone', { timeout: 60_000 }, () => {
  const minuteOf = fc.integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2027, 0, 1) / 60_000 });
  fc.assert(
    fc.property(fc.constantFrom(...Intl.supportedValuesOf('timeZone')), minuteOf, (timeZone, minute) => {
      const local = localTimeAt(timeZone, new Date(minute * 60_000));
      const found = instantOf(timeZone, local)?.getTime() ?? NaN;
      expect(found).toBeLessThanOrEqual(minute * 60_000);
      expect(localTimeAt(timeZone, new Date(found))).toEqual(local);
      for (let earlier = 1; earlier <= 90; earlier += 1) {
        expect(localTimeAt(timeZone, new Date(found - earlier * 60_000))).not.toEqual(local);
      }
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['America/Argentina/Buenos_Aires', true],
  ['Mars/Olympus', false],
  ['+02:00', false],
  ['', false],
])('%j is a zone: %s', (text, expected) => {
  expect(isTimeZone(text)).toBe(expected);
});
