import { beforeEach, expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { addPapersOf, addSubscribers, makeDigestContext } from '../../test/support/digest-fixtures.ts';
import { fixedClock } from '../lib/clock.ts';
import { MailError } from '../mail/mail-error.ts';
import type { MailMessage } from '../mail/mailer.ts';
import type { Database } from '../storage/database.ts';
import { runDailyDigest } from './daily-digest.ts';
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

  test('without any announced day nothing is due', async () => {
    clock.moveTo('2026-08-20T09:00:00Z');
    expect(await runDailyDigest(context)).toBeUndefined();
  });
});
