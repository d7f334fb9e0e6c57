import { beforeEach, expect, test } from 'vitest';
import { forEachDatabase } from '../../../test/support/databases.ts';
import { addPapersOf, addSubscribers, makeDigestContext } from '../../../test/support/digest-fixtures.ts';
import { makeComplaint, makeFailureReport, makeHolidayNote } from '../../../test/support/mail-reports.ts';
import { fixedClock } from '../../lib/clock.ts';
import { MailError } from '../../mail/mail-error.ts';
import type { MailMessage } from '../../mail/mailer.ts';
import type { Database } from '../../storage/database.ts';
import { confirmSubscription } from '../confirm-subscription.ts';
import type { DigestContext } from '../digest.ts';
import { requestSubscription } from '../request-subscription.ts';
import { runDigest } from '../run-digest.ts';
import { takeReport } from './take-report.ts';

const DAY_MS = 86_400_000;

forEachDatabase('mails that come back', (open) => {
  let database: Database;
  let clock: ReturnType<typeof fixedClock>;
  let context: DigestContext;
  let mails: MailMessage[];
  let refusal: MailError | undefined;

  beforeEach(async () => {
    database = await open();
    clock = fixedClock('2026-08-17T07:00:00Z');
    mails = [];
    refusal = undefined;
    const mailer = {
      async submit(message: MailMessage) {
        if (refusal) throw refusal;
        mails.push(message);
        return { response: '250 ok' };
      },
      close: async () => {},
    };
    context = makeDigestContext(database, mailer, clock);
    await addSubscribers(database, ['ada@example.net']);
  });

  /** Sends the day's digest, and goes on to the next day; answers what was submitted. */
  async function sendDay(): Promise<MailMessage[]> {
    const day = clock.now().toISOString().slice(0, 10);
    await addPapersOf(database, day, 1);
    const before = mails.length;
    await runDigest(context, { day });
    clock.advance(DAY_MS);
    return mails.slice(before);
  }

  async function ask(): Promise<MailMessage | undefined> {
    const before = mails.length;
    const result = await requestSubscription(context, { address: 'Ada@example.net' });
    if (result.outcome === 'requested') await result.mailed;
    return mails[before];
  }

  const returnAddressOf = (mail: MailMessage | undefined): string => mail?.returnAddress ?? '';
  const confirmTokenIn = (mail: MailMessage | undefined): string =>
    /\/confirm\/([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? '';

  test('each mail has an address of its own to come back to, of at most 64 characters before the @', async () => {
    const [first] = await sendDay();
    const [second] = await sendDay();
    expect(returnAddressOf(first)).toMatch(/^bounces\+[0-9a-z]+\.[0-9a-f]{32}@example\.org$/);
    expect(returnAddressOf(first)).not.toBe(returnAddressOf(second));
    expect(returnAddressOf(first)).toContain(`+${first?.envelopeId}@`);
  });

  test.each(['5.1.1', '5.1.10', '5.2.1'])('%s: no more mails', async (status) => {
    const [mail] = await sendDay();
    expect(
      await takeReport(context, { source: makeFailureReport({ to: returnAddressOf(mail), status }) }),
    ).toBe('suppressed');
    expect(await sendDay()).toEqual([]);
  });

  test.each(['the recipient over SMTP', 'the envelope id', 'an address in capitals'])(
    '%s names the issue',
    async (how) => {
      const [mail] = await sendDay();
      const genuine = returnAddressOf(mail);
      const to = how === 'an address in capitals' ? genuine.toUpperCase() : 'postmaster@example.org';
      const envelopeId = how === 'the envelope id' ? (mail?.envelopeId ?? '') : 'none';
      const recipients = how === 'the recipient over SMTP' ? [genuine] : [];
      const source = makeFailureReport({ to, envelopeId });
      const noHeader = Buffer.from(source.toString().replace(/^Return-Path: .*$/m, 'X: y'));
      expect(await takeReport(context, { source: noHeader, recipients })).toBe('suppressed');
    },
  );

  test('full mailboxes: the fifth within thirty days ends it, one issue counts once', async () => {
    for (let times = 1; times <= 4; times += 1) {
      const source = makeFailureReport({ to: returnAddressOf((await sendDay())[0]), status: '5.2.2' });
      expect(await takeReport(context, { source })).toBe('soft');
      expect(await takeReport(context, { source })).toBe('soft');
    }
    const [fifth] = await sendDay();
    expect(fifth).toBeDefined();
    const source = makeFailureReport({ to: returnAddressOf(fifth), status: '4.4.7' });
    expect(await takeReport(context, { source })).toBe('suppressed');
    expect(await sendDay()).toEqual([]);
  });

  test('full mailboxes long ago are forgotten', async () => {
    for (let times = 1; times <= 8; times += 1) {
      const source = makeFailureReport({ to: returnAddressOf((await sendDay())[0]), status: '5.2.2' });
      expect(await takeReport(context, { source })).toBe('soft');
      clock.advance(7 * DAY_MS);
    }
  });

  test('a refusal for what the sender is ends nobody’s subscription, however often', async () => {
    for (let times = 1; times <= 7; times += 1) {
      const source = makeFailureReport({ to: returnAddressOf((await sendDay())[0]), status: '5.7.26' });
      expect(await takeReport(context, { source })).toBe('policy');
    }
    expect(await sendDay()).toHaveLength(1);
  });

  test('forged, altered and others’ addresses, holiday notes and noise change nothing', async () => {
    const [mail] = await sendDay();
    const genuine = returnAddressOf(mail);
    const forged = genuine.replace(/[0-9a-f](?=@)/, (digit) => (digit === '0' ? '1' : '0'));
    const other = genuine.replace(/\+[0-9a-z]+/, '+zz');
    for (const to of [forged, other, 'bounces@example.org', `bounces+1.${'0'.repeat(32)}@example.org`]) {
      expect(await takeReport(context, { source: makeFailureReport({ to }) })).toBe('forged');
      expect(
        await takeReport(context, { source: makeComplaint({ returned: 'To: x\n\n', mailFrom: to }) }),
      ).toBe('forged');
    }
    expect(await takeReport(context, { source: makeHolidayNote(genuine) })).toBe('no report');
    expect(await takeReport(context, { source: Buffer.from(genuine) })).toBe('no report');
    expect(await sendDay()).toHaveLength(1);
  });

  test.each(['the envelope', 'the way to unsubscribe'])(
    'a complaint that names the mail by %s unsubscribes for good',
    async (by) => {
      const [mail] = await sendDay();
      const unsubscribe = `List-Unsubscribe: ${mail?.headers['List-Unsubscribe']}\n\nbody`;
      const source =
        by === 'the envelope'
          ? makeComplaint({ returned: 'Subject: x\n\nbody', mailFrom: returnAddressOf(mail) })
          : makeComplaint({ returned: unsubscribe });
      expect(await takeReport(context, { source })).toBe('suppressed');
      expect(await sendDay()).toEqual([]);
      clock.advance(2 * DAY_MS);
      expect(await ask(), 'asking again brings no mail').toBeUndefined();
    },
  );

  test('who bounced and asks again gets a confirmation; confirming it starts the mails anew', async () => {
    await takeReport(context, { source: makeFailureReport({ to: returnAddressOf((await sendDay())[0]) }) });
    const confirmation = await ask();
    expect(confirmation?.subject).toContain('Confirm');
    expect(await sendDay()).toEqual([]);
    await confirmSubscription(context, confirmTokenIn(confirmation));
    expect(await sendDay()).toHaveLength(1);
    expect(await database.selectFrom('suppressions').selectAll().execute()).toEqual([]);
  });

  test('a complaint weighs more than a bounce, whichever came first', async () => {
    const [mail] = await sendDay();
    const to = returnAddressOf(mail);
    await takeReport(context, { source: makeComplaint({ returned: 'x: y\n\n', mailFrom: to }) });
    await takeReport(context, { source: makeFailureReport({ to }) });
    const rows = await database.selectFrom('suppressions').selectAll().execute();
    expect(rows).toMatchObject([{ reason: 'complaint' }]);
    expect(JSON.stringify(rows)).not.toContain('ada');
  });

  test('a server that says at once that there is no such mailbox counts like a report', async () => {
    refusal = new MailError('refused', 'smtp: 550', { status: '5.1.1', isOfRecipient: true });
    await sendDay();
    refusal = undefined;
    expect(await sendDay()).toEqual([]);
    expect(await database.selectFrom('suppressions').select(['reason', 'detail']).execute()).toEqual([
      { reason: 'bounce', detail: '5.1.1' },
    ]);
  });

  test('a server that refuses the sender or the mail says nothing about the address', async () => {
    refusal = new MailError('refused', 'smtp: 550', { status: '5.7.1', isOfRecipient: true });
    for (let times = 0; times < 6; times += 1) await sendDay();
    refusal = undefined;
    expect(await sendDay()).toHaveLength(1);
  });
});
