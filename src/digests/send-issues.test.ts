import { beforeEach, expect, test } from 'vitest';
import { openDigestStage, type DigestStage } from '../../test/support/digest-stage.ts';
import { forEachDatabase } from '../../test/support/databases.ts';
import { addPapersOf, addSubscribers, makeDigestContext } from '../../test/support/digest-fixtures.ts';
import type { SmtpFault, SmtpPoint } from '../../test/support/smtp-sink.ts';
import { runDigest } from './run-digest.ts';
import { unsubscribe } from './unsubscribe.ts';

const MONDAY = '2026-08-17';
const TUESDAY = '2026-08-18';
const MINUTE_MS = 60_000;
const NOTHING = { planned: 0, sending: 0, submitted: 0, failed: 0, unknown: 0, skipped: 0 };

forEachDatabase('sending the digest', (open) => {
  let stage: DigestStage;

  beforeEach(async () => {
    stage = await openDigestStage(await open());
  });

  const faults: [SmtpPoint, SmtpFault, state: string, mailsNow: number, mailsAfterRetry: number][] = [
    ['mail', 550, 'failed', 0, 0],
    ['mail', 451, 'planned', 0, 1],
    ['mail', 'drop', 'planned', 0, 1],
    ['rcpt', 550, 'failed', 0, 0],
    ['rcpt', 450, 'planned', 0, 1],
    ['rcpt', 'drop', 'planned', 0, 1],
    ['data', 'drop', 'unknown', 0, 0],
    ['content', 554, 'failed', 0, 0],
    ['content', 451, 'planned', 0, 1],
    ['content', 'drop', 'unknown', 0, 0],
    ['content', 'take-and-drop', 'unknown', 1, 1],
  ];

  test.each(faults)(
    'at %s, %s leaves the issue %s',
    async (point, fault, state, mailsNow, mailsAfterRetry) => {
      await addSubscribers(stage.database, ['ada@example.org']);
      await addPapersOf(stage.database, MONDAY, 2);
      stage.faultAt = (at) => (at === point ? fault : undefined);
      expect(await stage.run(MONDAY)).toEqual({ ...NOTHING, [state]: 1 });
      expect(stage.sink.mails).toHaveLength(mailsNow);
      expect(await stage.run(MONDAY), 'not before its time').toEqual({ ...NOTHING, [state]: 1 });

      stage.faultAt = () => undefined;
      stage.clock.advance(MINUTE_MS);
      await stage.run(MONDAY);
      expect(stage.sink.mails).toHaveLength(mailsAfterRetry);

      // What did not go out on Monday goes out on Tuesday, and nothing that surely did.
      await addPapersOf(stage.database, TUESDAY, 1);
      expect(await stage.run(TUESDAY)).toEqual({ ...NOTHING, submitted: 1 });
      const mails = await stage.titlesFor('ada@example.org');
      const carriedOver = ['failed', 'unknown'].includes(state) ? await stage.titlesOf(MONDAY) : [];
      expect(mails.at(-1)).toEqual([...carriedOver, ...(await stage.titlesOf(TUESDAY))].sort());
    },
  );

  test('temporary failures are tried again, ever more rarely, with the same Message-ID, and at last given up', async () => {
    await addSubscribers(stage.database, ['ada@example.org']);
    await addPapersOf(stage.database, MONDAY, 1);
    const messageIds = new Set<string>();
    const submit = stage.mailer.submit.bind(stage.mailer);
    stage.context.mailer = {
      ...stage.mailer,
      submit: (message) => {
        messageIds.add(message.messageId);
        return submit(message);
      },
    };
    stage.faultAt = (at) => (at === 'rcpt' ? 450 : undefined);
    let counts = await stage.run(MONDAY);
    for (let hours = 0; hours < 48 && counts.planned > 0; hours += 1) {
      stage.clock.advance(60 * MINUTE_MS);
      counts = await stage.run(MONDAY);
    }
    expect(counts).toEqual({ ...NOTHING, failed: 1 });
    expect([...messageIds]).toEqual([expect.stringMatching(/^digest\.2026-08-17\.[\w-]{22}@example\.org$/)]);
    const issue = await stage.database.selectFrom('issues').selectAll().executeTakeFirstOrThrow();
    expect(issue).toMatchObject({ attempt_count: 9, detail: expect.stringContaining('450') as string });
  });

  test('papers of an issue still to be sent are not chosen for the next one', async () => {
    await addSubscribers(stage.database, ['ada@example.org']);
    await addPapersOf(stage.database, MONDAY, 1);
    stage.faultAt = (at) => (at === 'rcpt' ? 450 : undefined);
    await stage.run(MONDAY);
    stage.faultAt = () => undefined;
    stage.context.listTrending = () =>
      makeDigestContext(stage.database, stage.mailer).listTrending({ day: MONDAY, windowDays: 1, limit: 9 });
    expect(await stage.run(TUESDAY)).toEqual({ ...NOTHING, skipped: 1 });
    stage.clock.advance(MINUTE_MS);
    expect(await stage.run(MONDAY)).toEqual({ ...NOTHING, submitted: 1 });
  });

  test('a sender that vanished leaves unknown behind once its lease is over, and the papers go on', async () => {
    await addSubscribers(stage.database, ['ada@example.org']);
    await addPapersOf(stage.database, MONDAY, 1);
    await new Promise<void>((isSending) => {
      const submit = (): Promise<never> => {
        isSending();
        return new Promise(() => {});
      };
      void runDigest(makeDigestContext(stage.database, { ...stage.mailer, submit }, stage.clock), {
        day: MONDAY,
      });
    });
    expect(await stage.run(MONDAY)).toEqual({ ...NOTHING, sending: 1 });
    stage.clock.advance(29 * MINUTE_MS);
    expect(await stage.run(MONDAY)).toEqual({ ...NOTHING, sending: 1 });
    stage.clock.advance(MINUTE_MS);
    expect(await stage.run(MONDAY)).toEqual({ ...NOTHING, unknown: 1 });
    expect(stage.sink.mails).toEqual([]);
    expect(await stage.run(TUESDAY)).toEqual({ ...NOTHING, submitted: 1 });
    expect(await stage.titlesFor('ada@example.org')).toEqual([['Paper 1 of 2026-08-17']]);
  });

  test('what went wrong on several days and does not fit one mail comes with the mails after', async () => {
    await addSubscribers(stage.database, ['ada@example.org']);
    stage.faultAt = (at) => (at === 'content' ? 554 : undefined);
    for (const day of [MONDAY, TUESDAY]) {
      await addPapersOf(stage.database, day, 2);
      expect(await stage.run(day, 4)).toEqual({ ...NOTHING, failed: 1 });
    }
    stage.faultAt = () => undefined;
    for (const day of ['2026-08-19', '2026-08-20']) {
      await addPapersOf(stage.database, day, 1);
      await stage.run(day, 3);
    }
    const [first, second] = await stage.titlesFor('ada@example.org');
    expect([...(first ?? []), ...(second ?? [])].sort()).toEqual(
      [
        ...(await stage.titlesOf(MONDAY)),
        ...(await stage.titlesOf(TUESDAY)),
        ...(await stage.titlesOf('2026-08-20')),
      ].sort(),
    );
  });

  test('a database that is away when the answer comes is waited for', async () => {
    await addSubscribers(stage.database, ['ada@example.org']);
    await addPapersOf(stage.database, MONDAY, 1);
    let failures = 2;
    const transaction = stage.database.transaction.bind(stage.database);
    let isAnswered = false;
    stage.context.mailer = {
      ...stage.mailer,
      async submit(message) {
        const answer = await stage.mailer.submit(message);
        isAnswered = true;
        return answer;
      },
    };
    stage.context.database = new Proxy(stage.database, {
      get(target, name) {
        if (name === 'transaction' && isAnswered && failures-- > 0) throw new Error('away');
        if (name === 'transaction') return transaction;
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    expect(await stage.run(MONDAY)).toEqual({ ...NOTHING, submitted: 1 });
    expect(stage.sink.mails).toHaveLength(1);
  });

  test('who leaves between planning and sending gets nothing', async () => {
    await addSubscribers(stage.database, ['ada@example.org']);
    await addPapersOf(stage.database, MONDAY, 1);
    stage.faultAt = (at) => (at === 'rcpt' ? 450 : undefined);
    await stage.run(MONDAY);
    stage.faultAt = () => undefined;
    const { id, unsubscribe_nonce: nonce } = await stage.database
      .selectFrom('subscriptions')
      .selectAll()
      .executeTakeFirstOrThrow();
    await unsubscribe(
      stage.context,
      stage.context.signer.sign({ purpose: 'unsubscribe', subject: id, nonce }),
    );
    stage.clock.advance(MINUTE_MS);
    expect(await stage.run(MONDAY)).toEqual({ ...NOTHING, skipped: 1 });
    expect(stage.sink.mails).toEqual([]);
  });

  test('a server that takes nothing ends the run, and the rest is sent later', async () => {
    await addSubscribers(
      stage.database,
      Array.from({ length: 60 }, (_, index) => `reader${index}@example.org`),
    );
    await addPapersOf(stage.database, MONDAY, 1);
    stage.faultAt = (at) => (at === 'mail' ? 451 : undefined);
    const { counts, stopped } = await runDigest(stage.context, { day: MONDAY });
    expect(stopped).toContain('in a row');
    expect(counts).toEqual({ ...NOTHING, planned: 60 });
    stage.faultAt = () => undefined;
    stage.clock.advance(5 * MINUTE_MS);
    expect(await stage.run(MONDAY)).toEqual({ ...NOTHING, submitted: 60 });
  });

  test('a run can be ended and gone on with', async () => {
    await addSubscribers(stage.database, ['ada@example.org', 'emmy@example.org']);
    await addPapersOf(stage.database, MONDAY, 1);
    const result = await runDigest(stage.context, { day: MONDAY, signal: AbortSignal.abort() });
    expect(result.stopped).toBeDefined();
    expect(stage.sink.mails).toEqual([]);
    expect(await stage.run(MONDAY)).toEqual({ ...NOTHING, submitted: 2 });
  });
});
