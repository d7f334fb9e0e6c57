import { beforeEach, expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { addPapersOf, addSubscribers, makeDigestContext } from '../../test/support/digest-fixtures.ts';
import { fixedClock } from '../lib/clock.ts';
import { MailError } from '../mail/mail-error.ts';
import type { MailMessage } from '../mail/mailer.ts';
import type { Database } from '../storage/database.ts';
import { runDailyDigest } from './daily-digest.ts';
import { addDays } from './next-morning.ts';
import type { DigestContext } from './digest.ts';

const MINUTE_MS = 60_000;

forEachDatabase('the daily digest', (open) => {
  let database: Database;
  let clock: ReturnType<typeof fixedClock>;
  let context: DigestContext;
  let mails: MailMessage[];
  let isAway: boolean;

  beforeEach(async () => {
    database = await open();
    clock = fixedClock('2026-08-20T06:59:59Z');
    mails = [];
    isAway = false;
    const mailer = {
      submit: async (message: MailMessage) => {
        if (isAway) throw new MailError('later', 'away');
        mails.push(message);
        return { response: '250 ok' };
      },
      close: async () => {},
    };
    context = makeDigestContext(database, mailer, clock);
    await addSubscribers(database, ['ada@example.org']);
  });

  test('goes out from seven o’clock on, once a day', async () => {
    await addPapersOf(database, '2026-08-20', 1);
    await runDailyDigest(context);
    expect(mails).toHaveLength(0);
    for (let turn = 0; turn < 20; turn += 1) {
      clock.advance(60 * MINUTE_MS);
      await runDailyDigest(context);
    }
    expect(mails).toHaveLength(1);
  });

  test('who asked for it is told once a morning that there is nothing new, and why', async () => {
    await addPapersOf(database, '2026-08-20', 1);
    const preferences = JSON.stringify({ whenNothingNew: 'say so' });
    await database.updateTable('subscriptions').set({ preferences }).execute();
    await addSubscribers(database, ['silent@example.org']);
    for (const day of ['2026-08-20', '2026-08-21', '2026-08-22']) {
      for (const hour of ['07', '08', '12']) {
        clock.moveTo(`${day}T${hour}:00:00Z`);
        await runDailyDigest(context);
      }
    }
    const own = mails.filter(({ to }) => to === 'ada@example.org');
    expect(own.map(({ subject }) => subject)).toEqual([
      '1 paper: Paper 1 of 2026-08-20',
      '0 new papers, Friday 21 August',
      '0 new papers, Saturday 22 August',
    ]);
    expect(own[1]?.text).toContain('0 new papers');
    expect(mails).toHaveLength(4);
    await addPapersOf(database, '2026-08-22', 2);
    clock.moveTo('2026-08-23T07:00:00Z');
    await runDailyDigest(context);
    expect(mails.at(-1)?.text).toContain('of 2026-08-22');
  });

  test('papers that arrive during the morning wait for the next one', async () => {
    await addPapersOf(database, '2026-08-19', 1);
    clock.moveTo('2026-08-20T07:00:00Z');
    await runDailyDigest(context);
    await addPapersOf(database, '2026-08-20', 1);
    clock.moveTo('2026-08-20T12:00:00Z');
    await runDailyDigest(context);
    expect(mails).toHaveLength(1);
    clock.moveTo('2026-08-21T07:00:00Z');
    await runDailyDigest(context);
    expect(mails.map(({ messageId }) => messageId.slice(0, 17))).toEqual([
      'digest.2026-08-19',
      'digest.2026-08-20',
    ]);
  });

  test('who confirms later in the day still gets the day’s mail', async () => {
    await addPapersOf(database, '2026-08-20', 1);
    clock.moveTo('2026-08-20T07:00:00Z');
    await runDailyDigest(context);
    await addSubscribers(database, ['emmy@example.org']);
    await runDailyDigest(context);
    expect(mails.map(({ to }) => to)).toEqual(['ada@example.org', 'emmy@example.org']);
  });

  test('a mail put off is sent when its time has come, on a later day, too', async () => {
    await addPapersOf(database, '2026-08-20', 1);
    isAway = true;
    clock.moveTo('2026-08-20T23:59:30Z');
    await runDailyDigest(context);
    isAway = false;
    await addPapersOf(database, '2026-08-21', 1);
    clock.moveTo('2026-08-21T07:00:00Z');
    await runDailyDigest(context);
    expect(mails.map(({ messageId }) => messageId.slice(0, 17))).toEqual([
      'digest.2026-08-20',
      'digest.2026-08-21',
    ]);
  });

  const wish = (values: { time_zone?: string; send_at?: string; weekdays?: string; paused_until?: string }) =>
    database
      .updateTable('subscriptions')
      .set({ ...values, next_due_at: null })
      .execute();

  /** Announces a paper each day and lets the work wake every half hour; the instants of the mails. */
  async function live(from: string, to: string): Promise<string[]> {
    const sentAt: string[] = [];
    await addPapersOf(database, addDays(from.slice(0, 10), -1), 1);
    for (clock.moveTo(from); clock.now() < new Date(to); clock.advance(30 * MINUTE_MS)) {
      const now = clock.now().toISOString();
      if (now.endsWith('T01:00:00.000Z')) await addPapersOf(database, now.slice(0, 10), 1);
      const count = mails.length;
      await runDailyDigest(context);
      for (let index = count; index < mails.length; index += 1) sentAt.push(now.slice(0, 16));
    }
    return sentAt;
  }

  test('comes at the reader’s own hour, through a change of the clocks', async () => {
    await wish({ time_zone: 'America/New_York', send_at: '06:30' });
    expect(await live('2026-03-06T05:00:00Z', '2026-03-10T04:00:00Z')).toEqual([
      '2026-03-06T11:30',
      '2026-03-07T11:30',
      '2026-03-08T10:30',
      '2026-03-09T10:30',
    ]);
  });

  test('the hour that comes twice brings one mail, the hour that is left out brings it, too', async () => {
    await wish({ time_zone: 'Europe/Berlin', send_at: '02:30' });
    expect(await live('2026-10-24T00:00:00Z', '2026-10-26T12:00:00Z')).toEqual([
      '2026-10-24T00:30',
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
    expect(await live('2027-03-27T00:00:00Z', '2027-03-28T12:00:00Z')).toEqual([
      '2027-03-27T01:30',
      '2027-03-28T01:00',
    ]);
  });

  test('a reader who changes her zone gets no second mail on her day', async () => {
    await wish({ time_zone: 'Asia/Tokyo' });
    expect(await live('2026-08-19T21:00:00Z', '2026-08-19T23:00:00Z')).toEqual(['2026-08-19T22:00']);
    await wish({ time_zone: 'Pacific/Honolulu' });
    expect(await live('2026-08-19T23:00:00Z', '2026-08-21T18:00:00Z')).toEqual(['2026-08-21T17:00']);
  });

  test('a paused reader gets nothing until the day she named', async () => {
    await wish({ paused_until: '2026-08-22' });
    expect(await live('2026-08-20T00:00:00Z', '2026-08-23T00:00:00Z')).toEqual(['2026-08-22T07:00']);
  });

  test('weekly: one mail with the papers of the week', async () => {
    await wish({ weekdays: '1' });
    expect(await live('2026-08-17T00:00:00Z', '2026-08-25T00:00:00Z')).toEqual([
      '2026-08-17T07:00',
      '2026-08-24T07:00',
    ]);
    expect(mails.at(-1)?.text.match(/^\d+\. /gm)).toHaveLength(7);
  });

  test('a paper that came late is in the next mail', async () => {
    await addPapersOf(database, '2026-08-19', 1);
    clock.moveTo('2026-08-19T08:00:00Z');
    await runDailyDigest(context);
    await addPapersOf(database, '2026-08-19', 2);
    await addPapersOf(database, '2026-08-20', 1);
    clock.moveTo('2026-08-20T08:00:00Z');
    await runDailyDigest(context);
    expect(mails.at(-1)?.text).toContain('Paper 2 of 2026-08-19');
    expect(mails.at(-1)?.text).not.toContain('Paper 1 of 2026-08-19');
  });

  test('without any announced day nothing is due', async () => {
    clock.moveTo('2026-08-20T09:00:00Z');
    expect(await runDailyDigest(context)).toBeUndefined();
  });
});
