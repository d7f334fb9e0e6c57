import { beforeEach, expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { addPapersOf, addSubscribers, makeDigestContext } from '../../test/support/digest-fixtures.ts';
import { fixedClock } from '../lib/clock.ts';
import { MailError } from '../mail/mail-error.ts';
import type { MailMessage } from '../mail/mailer.ts';
import { createDomainPace } from '../mail/domain-pace.ts';
import type { Database } from '../storage/database.ts';
import type { DigestContext } from './digest.ts';
import { previewForReader } from './preview-for-reader.ts';
import { requestSubscription } from './request-subscription.ts';
import { resendIssue } from './resend-issue.ts';
import { sendDueNotices } from './notices/send-notices.ts';
import { runDigest } from './run-digest.ts';
import { allowAddress, listSubscribers, removeSubscriber, suppressAddress } from './subscribers.ts';

const DAY = '2026-08-17';
const ADA = 'ada@example.net';

forEachDatabase('the operator', (open) => {
  let database: Database;
  let clock: ReturnType<typeof fixedClock>;
  let context: DigestContext;
  let mails: MailMessage[];
  let trouble: (message: MailMessage) => MailError | undefined;

  beforeEach(async () => {
    database = await open();
    clock = fixedClock(`${DAY}T07:00:00Z`);
    mails = [];
    trouble = () => undefined;
    const mailer = {
      async submit(message: MailMessage) {
        const error = trouble(message);
        if (error) throw error;
        mails.push(message);
        return { response: '250 ok' };
      },
      close: async () => {},
    };
    context = makeDigestContext(database, mailer, clock);
  });

  test('sees a reader’s next mail as it will be sent, and nothing is kept of it', async () => {
    await addSubscribers(database, [ADA]);
    await addPapersOf(database, DAY, 3);
    const preview = await previewForReader(context, { address: 'ADA@example.net', day: DAY });
    expect(await database.selectFrom('issues').selectAll().execute()).toEqual([]);
    await runDigest(context, { day: DAY });
    expect(preview).toEqual({ subject: mails[0]?.subject, text: mails[0]?.text, html: mails[0]?.html });
    expect(await previewForReader(context, { address: 'nobody@example.net', day: DAY })).toBeUndefined();
  });

  test('sends a mail of unknown fate again, by name, with the same Message-ID; a submitted one never', async () => {
    await addSubscribers(database, [ADA]);
    await addPapersOf(database, DAY, 1);
    const ids: string[] = [];
    trouble = ({ messageId }) => {
      ids.push(messageId);
      return new MailError('unknown', 'the connection was lost');
    };
    await runDigest(context, { day: DAY });
    trouble = () => undefined;
    expect(await resendIssue(context, { address: ADA, day: DAY })).toEqual({ outcome: 'submitted' });
    expect(mails.map(({ messageId }) => messageId)).toEqual(ids);
    expect(await resendIssue(context, { address: ADA, day: DAY })).toEqual({ notResendable: 'submitted' });
    expect(await resendIssue(context, { address: 'x@example.net', day: DAY })).toBe('not found');
  });

  test('bars an address, lets it ask again, and deletes it', async () => {
    await addSubscribers(database, [ADA]);
    expect(await suppressAddress(context, ADA)).toBe(true);
    expect(await listSubscribers(context, { afterId: 0, limit: 9 })).toMatchObject([
      { address: ADA, state: 'suppressed', detail: 'operator by hand' },
    ]);
    await requestSubscription(context, { address: ADA });
    expect(mails).toEqual([]);
    expect(await allowAddress(context, ADA)).toBe(true);
    clock.advance(86_400_000);
    await requestSubscription(context, { address: ADA });
    expect(mails).toHaveLength(1);
    expect(await removeSubscriber(database, ADA)).toBe(true);
    expect(await removeSubscriber(database, ADA)).toBe(false);
    expect(await listSubscribers(context, { afterId: 0, limit: 9 })).toEqual([]);
  });

  test('a confirmation lost to a crash is sent again, the same; one whose link lost its worth is not', async () => {
    const crashed = { ...context, mailer: { ...context.mailer, submit: () => new Promise<never>(() => {}) } };
    await requestSubscription(crashed, { address: ADA });
    await sendDueNotices(context);
    expect(mails, 'its sender may still live').toEqual([]);
    clock.advance(11 * 60_000);
    await Promise.all([sendDueNotices(context), sendDueNotices(context)]);
    expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('Confirm')]);
    const { confirmation_hash } = await database
      .selectFrom('subscriptions')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(confirmation_hash).not.toBeNull();
    await sendDueNotices(context);
    expect(mails).toHaveLength(1);
  });

  test('one domain that asks for slower is left in peace, the others go on, and in the end all have their mail', async () => {
    const readers = Array.from({ length: 60 }, (_, n) => `r${n}@${n % 2 === 0 ? 'slow' : 'fast'}.example`);
    await addSubscribers(database, readers);
    await addPapersOf(database, DAY, 1);
    let asked = 0;
    trouble = ({ to }) => {
      if (!to.endsWith('@slow.example')) return undefined;
      asked += 1;
      return asked % 10 === 3
        ? new MailError('later', '421 4.7.28 slow down', { status: '4.7.28' })
        : undefined;
    };
    const sentAtMs: number[] = [];
    context.pace = createDomainPace({ mailsPerSecond: 5, nowMs: () => clock.now().getTime() });
    context.wait = async (ms) => clock.advance(ms);
    const submit = context.mailer.submit.bind(context.mailer);
    context.mailer.submit = async (message) => {
      const answer = await submit(message);
      if (message.to.endsWith('@fast.example')) sentAtMs.push(clock.now().getTime());
      return answer;
    };
    let counts = (await runDigest(context, { day: DAY })).counts;
    expect(counts.planned).toBeGreaterThan(0);
    expect(sentAtMs, 'the other domain was served in full').toHaveLength(30);
    expect(sentAtMs.filter((at) => at - (sentAtMs[0] ?? 0) < 1_000).length).toBeLessThanOrEqual(10);
    for (let runs = 0; runs < 60 && counts.planned > 0; runs += 1) {
      clock.advance(5 * 60_000);
      counts = (await runDigest(context, { day: DAY })).counts;
    }
    expect(counts).toMatchObject({ submitted: 60, planned: 0, failed: 0 });
    expect(new Set(mails.map(({ to }) => to)).size).toBe(60);
  });

  test('a server that fails for more than half of the mails ends the run', async () => {
    await addSubscribers(
      database,
      Array.from({ length: 200 }, (_, n) => `r${n}@example.net`),
    );
    await addPapersOf(database, DAY, 1);
    let number = 0;
    trouble = () => ((number += 1) % 3 === 0 ? undefined : new MailError('later', '451 trouble'));
    expect((await runDigest(context, { day: DAY })).stopped).toContain('of the last');
  });
});
