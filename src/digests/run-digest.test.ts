import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { addPapersOf, addSubscribers, makeDigestContext, site } from '../../test/support/digest-fixtures.ts';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import {
  startSmtpSink,
  type SmtpFault,
  type SmtpPoint,
  type SmtpSink,
} from '../../test/support/smtp-sink.ts';
import { fixedClock } from '../lib/clock.ts';
import type { Mailer } from '../mail/mailer.ts';
import { createSmtpMailer } from '../mail/smtp-mailer.ts';
import { saveRecords } from '../papers/save-records.ts';
import type { Database } from '../storage/database.ts';
import type { DigestContext } from './digest.ts';
import { listTroubles } from './issue-ledger.ts';
import { runDigest } from './run-digest.ts';
import { unsubscribe } from './unsubscribe.ts';

const MONDAY = '2026-08-17';
const TUESDAY = '2026-08-18';
const MINUTE_MS = 60_000;
const NOTHING = { planned: 0, sending: 0, submitted: 0, failed: 0, unknown: 0, skipped: 0 };

forEachDatabase('running the digest', (open) => {
  let database: Database;
  let clock: ReturnType<typeof fixedClock>;
  let sink: SmtpSink;
  let mailer: Mailer;
  let context: DigestContext;
  let faultAt: (point: SmtpPoint, recipient: string) => SmtpFault | undefined;

  beforeEach(async () => {
    database = await open();
    clock = fixedClock('2026-08-17T07:00:00Z');
    faultAt = () => undefined;
    sink = await startSmtpSink({ faultAt: (point, recipient) => faultAt(point, recipient) });
    mailer = createSmtpMailer({ url: sink.url, clock });
    context = makeDigestContext(database, mailer, clock);
  });

  afterEach(async () => {
    await mailer.close();
    await sink.close();
  });

  async function run(day: string, paperCount = 20) {
    return (await runDigest(context, { day, paperCount })).counts;
  }

  /** Titles of the papers in the mails to an address, mail by mail. */
  async function titlesFor(address: string): Promise<string[][]> {
    const own = sink.mails.filter(({ to }) => to === address);
    const texts = await Promise.all(own.map(async ({ source }) => (await simpleParser(source)).text ?? ''));
    return texts.map((text) => [...text.matchAll(/^\d+\. +(.*)$/gm)].map((match) => match[1] ?? '').sort());
  }

  async function titlesOf(day: string): Promise<string[]> {
    const rows = await database.selectFrom('papers').select('title').where('listed_on', '=', day).execute();
    return rows.map(({ title }) => title);
  }

  test('every active subscriber gets one mail, however often it is run', async () => {
    await addSubscribers(database, ['ada@example.org', 'emmy@example.org']);
    await addPapersOf(database, MONDAY, 3);
    expect(await run(MONDAY)).toEqual({ ...NOTHING, submitted: 2 });
    expect(await run(MONDAY)).toEqual({ ...NOTHING, submitted: 2 });
    expect(sink.mails.map(({ to }) => to).sort()).toEqual(['ada@example.org', 'emmy@example.org']);
    expect(await titlesFor('ada@example.org')).toEqual([
      ['Paper 1 of 2026-08-17', 'Paper 2 of 2026-08-17', 'Paper 3 of 2026-08-17'],
    ]);
  });

  test('senders at the same time send each mail once', async () => {
    await addSubscribers(
      database,
      Array.from({ length: 40 }, (_, index) => `reader${index}@example.org`),
    );
    await addPapersOf(database, MONDAY, 2);
    await Promise.all([run(MONDAY), run(MONDAY), run(MONDAY)]);
    expect(await run(MONDAY)).toEqual({ ...NOTHING, submitted: 40 });
    expect(new Set(sink.mails.map(({ to }) => to)).size).toBe(40);
    expect(sink.mails).toHaveLength(40);
  });

  test('who has not confirmed, or left, gets nothing', async () => {
    await addSubscribers(database, ['waiting@example.org', 'gone@example.org']);
    const inState = (address: string) => database.updateTable('subscriptions').where('address', '=', address);
    await inState('waiting@example.org').set({ confirmed_at: null }).execute();
    await inState('gone@example.org').set({ ended_at: '2026-08-16T00:00:00Z' }).execute();
    await addPapersOf(database, MONDAY, 2);
    expect(await run(MONDAY)).toEqual(NOTHING);
    expect(sink.mails).toEqual([]);
  });

  test('the ledger tells what went wrong, and how often', async () => {
    await addSubscribers(database, ['ada@example.org', 'emmy@example.org', 'mary@example.org']);
    await addPapersOf(database, MONDAY, 1);
    faultAt = (point, recipient) => (point === 'rcpt' && !recipient.startsWith('mary') ? 550 : undefined);
    await run(MONDAY);
    expect(await listTroubles(database, MONDAY)).toEqual([
      { state: 'failed', detail: expect.stringContaining('as the test wants it') as string, count: 2 },
    ]);
  });

  test('a day without papers sends nothing and the ledger says so', async () => {
    await addSubscribers(database, ['ada@example.org']);
    expect(await run(MONDAY)).toEqual({ ...NOTHING, skipped: 1 });
    const issue = await database.selectFrom('issues').selectAll().executeTakeFirstOrThrow();
    expect(issue).toMatchObject({ state: 'skipped', detail: 'nothing new' });
  });

  test('no paper is sent twice, whatever lists it again', async () => {
    await addSubscribers(database, ['ada@example.org']);
    await addPapersOf(database, MONDAY, 2);
    await run(MONDAY);
    context.listTrending = async () =>
      makeDigestContext(database, mailer).listTrending({ day: MONDAY, windowDays: 1, limit: 9 });
    expect(await run(TUESDAY)).toEqual({ ...NOTHING, skipped: 1 });
    expect(sink.mails).toHaveLength(1);
  });

  test('papers that merged after one of them was sent count as sent', async () => {
    await addSubscribers(database, ['ada@example.org']);
    const preprint = makePaperRecord({ sourceId: '2608.00001', title: 'First title', announcedOn: MONDAY });
    const printed = makePaperRecord({
      source: 'crossref',
      sourceId: '10.1000/x',
      doi: '10.1000/x',
      title: 'Other title',
      announcedOn: TUESDAY,
    });
    const savedAt = clock.now().toISOString();
    // The later one has the smaller number, so that the paper that was sent is the one that goes.
    await saveRecords(database, [printed], { savedAt });
    await saveRecords(database, [preprint], { savedAt });
    await run(MONDAY);
    expect(await titlesFor('ada@example.org')).toEqual([['First title']]);
    const { merged } = await saveRecords(database, [{ ...preprint, doi: '10.1000/x' }], { savedAt });
    expect(merged).toHaveLength(1);
    context.listTrending = async () => {
      const trending = makeDigestContext(database, mailer).listTrending;
      return [
        ...(await trending({ day: MONDAY, windowDays: 1, limit: 9 })),
        ...(await trending({ day: TUESDAY, windowDays: 1, limit: 9 })),
      ];
    };
    expect(await run(TUESDAY)).toEqual({ ...NOTHING, skipped: 1 });
  });

  test('at most so many papers; those that rise and found no room come another day', async () => {
    await addSubscribers(database, ['ada@example.org']);
    await addPapersOf(database, MONDAY, 5);
    await run(MONDAY, 2);
    const { listTrending } = context;
    context.listTrending = async (query) =>
      (await listTrending(query)).map((trending) => ({ ...trending, score: 1 }));
    await run(TUESDAY, 3);
    const [first, second] = await titlesFor('ada@example.org');
    expect([first?.length, second?.length]).toEqual([2, 3]);
    expect(new Set([...(first ?? []), ...(second ?? [])]).size).toBe(5);
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
      await addSubscribers(database, ['ada@example.org']);
      await addPapersOf(database, MONDAY, 2);
      faultAt = (at) => (at === point ? fault : undefined);
      expect(await run(MONDAY)).toEqual({ ...NOTHING, [state]: 1 });
      expect(sink.mails).toHaveLength(mailsNow);
      expect(await run(MONDAY), 'not before its time').toEqual({ ...NOTHING, [state]: 1 });

      faultAt = () => undefined;
      clock.advance(MINUTE_MS);
      await run(MONDAY);
      expect(sink.mails).toHaveLength(mailsAfterRetry);

      // What did not go out on Monday goes out on Tuesday, and nothing that surely did.
      await addPapersOf(database, TUESDAY, 1);
      expect(await run(TUESDAY)).toEqual({ ...NOTHING, submitted: 1 });
      const mails = await titlesFor('ada@example.org');
      const carriedOver = ['failed', 'unknown'].includes(state) ? await titlesOf(MONDAY) : [];
      expect(mails.at(-1)).toEqual([...carriedOver, ...(await titlesOf(TUESDAY))].sort());
    },
  );

  test('temporary failures are tried again, ever more rarely, with the same Message-ID, and at last given up', async () => {
    await addSubscribers(database, ['ada@example.org']);
    await addPapersOf(database, MONDAY, 1);
    const messageIds = new Set<string>();
    const submit = mailer.submit.bind(mailer);
    context.mailer = {
      ...mailer,
      submit: (message) => {
        messageIds.add(message.messageId);
        return submit(message);
      },
    };
    faultAt = (at) => (at === 'rcpt' ? 450 : undefined);
    let counts = await run(MONDAY);
    for (let hours = 0; hours < 48 && counts.planned > 0; hours += 1) {
      clock.advance(60 * MINUTE_MS);
      counts = await run(MONDAY);
    }
    expect(counts).toEqual({ ...NOTHING, failed: 1 });
    expect([...messageIds]).toEqual([expect.stringMatching(/^digest\.2026-08-17\.[\w-]{22}@example\.org$/)]);
    const issue = await database.selectFrom('issues').selectAll().executeTakeFirstOrThrow();
    expect(issue).toMatchObject({ attempt_count: 9, detail: expect.stringContaining('450') as string });
  });

  test('papers of an issue still to be sent are not chosen for the next one', async () => {
    await addSubscribers(database, ['ada@example.org']);
    await addPapersOf(database, MONDAY, 1);
    faultAt = (at) => (at === 'rcpt' ? 450 : undefined);
    await run(MONDAY);
    faultAt = () => undefined;
    context.listTrending = () =>
      makeDigestContext(database, mailer).listTrending({ day: MONDAY, windowDays: 1, limit: 9 });
    expect(await run(TUESDAY)).toEqual({ ...NOTHING, skipped: 1 });
    clock.advance(MINUTE_MS);
    expect(await run(MONDAY)).toEqual({ ...NOTHING, submitted: 1 });
  });

  test('a sender that vanished leaves unknown behind once its lease is over, and the papers go on', async () => {
    await addSubscribers(database, ['ada@example.org']);
    await addPapersOf(database, MONDAY, 1);
    await new Promise<void>((isSending) => {
      const submit = (): Promise<never> => {
        isSending();
        return new Promise(() => {});
      };
      void runDigest(makeDigestContext(database, { ...mailer, submit }, clock), { day: MONDAY });
    });
    expect(await run(MONDAY)).toEqual({ ...NOTHING, sending: 1 });
    clock.advance(29 * MINUTE_MS);
    expect(await run(MONDAY)).toEqual({ ...NOTHING, sending: 1 });
    clock.advance(MINUTE_MS);
    expect(await run(MONDAY)).toEqual({ ...NOTHING, unknown: 1 });
    expect(sink.mails).toEqual([]);
    expect(await run(TUESDAY)).toEqual({ ...NOTHING, submitted: 1 });
    expect(await titlesFor('ada@example.org')).toEqual([['Paper 1 of 2026-08-17']]);
  });

  test('what went wrong on several days and does not fit one mail comes with the mails after', async () => {
    await addSubscribers(database, ['ada@example.org']);
    faultAt = (at) => (at === 'content' ? 554 : undefined);
    for (const day of [MONDAY, TUESDAY]) {
      await addPapersOf(database, day, 2);
      expect(await run(day, 4)).toEqual({ ...NOTHING, failed: 1 });
    }
    faultAt = () => undefined;
    for (const day of ['2026-08-19', '2026-08-20']) {
      await addPapersOf(database, day, 1);
      await run(day, 3);
    }
    const [first, second] = await titlesFor('ada@example.org');
    expect([...(first ?? []), ...(second ?? [])].sort()).toEqual(
      [...(await titlesOf(MONDAY)), ...(await titlesOf(TUESDAY)), ...(await titlesOf('2026-08-20'))].sort(),
    );
  });

  test('a database that is away when the answer comes is waited for', async () => {
    await addSubscribers(database, ['ada@example.org']);
    await addPapersOf(database, MONDAY, 1);
    let failures = 2;
    const transaction = database.transaction.bind(database);
    let isAnswered = false;
    context.mailer = {
      ...mailer,
      async submit(message) {
        const answer = await mailer.submit(message);
        isAnswered = true;
        return answer;
      },
    };
    context.database = new Proxy(database, {
      get(target, name) {
        if (name === 'transaction' && isAnswered && failures-- > 0) throw new Error('away');
        if (name === 'transaction') return transaction;
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    expect(await run(MONDAY)).toEqual({ ...NOTHING, submitted: 1 });
    expect(sink.mails).toHaveLength(1);
  });

  test('who leaves between planning and sending gets nothing', async () => {
    await addSubscribers(database, ['ada@example.org']);
    await addPapersOf(database, MONDAY, 1);
    faultAt = (at) => (at === 'rcpt' ? 450 : undefined);
    await run(MONDAY);
    faultAt = () => undefined;
    const { id, unsubscribe_nonce: nonce } = await database
      .selectFrom('subscriptions')
      .selectAll()
      .executeTakeFirstOrThrow();
    await unsubscribe(context, context.signer.sign({ purpose: 'unsubscribe', subject: id, nonce }));
    clock.advance(MINUTE_MS);
    expect(await run(MONDAY)).toEqual({ ...NOTHING, skipped: 1 });
    expect(sink.mails).toEqual([]);
  });

  test('a server that takes nothing ends the run, and the rest is sent later', async () => {
    await addSubscribers(
      database,
      Array.from({ length: 60 }, (_, index) => `reader${index}@example.org`),
    );
    await addPapersOf(database, MONDAY, 1);
    faultAt = (at) => (at === 'mail' ? 451 : undefined);
    const { counts, stopped } = await runDigest(context, { day: MONDAY });
    expect(stopped).toContain('in a row');
    expect(counts).toEqual({ ...NOTHING, planned: 60 });
    faultAt = () => undefined;
    clock.advance(5 * MINUTE_MS);
    expect(await run(MONDAY)).toEqual({ ...NOTHING, submitted: 60 });
  });

  test('a run can be ended and gone on with', async () => {
    await addSubscribers(database, ['ada@example.org', 'emmy@example.org']);
    await addPapersOf(database, MONDAY, 1);
    const result = await runDigest(context, { day: MONDAY, signal: AbortSignal.abort() });
    expect(result.stopped).toBeDefined();
    expect(sink.mails).toEqual([]);
    expect(await run(MONDAY)).toEqual({ ...NOTHING, submitted: 2 });
  });

  test('the mail carries what RFC 8058, 2369, 2919 and 3834 ask for', async () => {
    await addSubscribers(database, ['ada@example.org']);
    await addPapersOf(database, MONDAY, 1);
    await run(MONDAY);
    const source = sink.mails[0]?.source ?? '';
    const header = (name: string): string[] =>
      [...source.matchAll(new RegExp(`^${name}: (.*)\r$`, 'gim'))].map((match) => match[1] ?? '');
    expect(header('List-Unsubscribe')).toEqual([
      expect.stringMatching(/^<https:\/\/papers\.example\.org\/subscriptions\/unsubscribe\/[\w.-]+>$/),
    ]);
    expect(header('List-Unsubscribe-Post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(header('List-Id')).toEqual([expect.stringMatching(/<daily\.example\.org>$/)]);
    expect(header('Auto-Submitted')).toEqual(['auto-generated']);
    expect(header('Precedence')).toEqual([]);
    for (const name of ['From', 'To', 'Date', 'Message-ID', 'Subject']) expect(header(name)).toHaveLength(1);
    const mail = await simpleParser(source);
    const link = header('List-Unsubscribe')[0]?.slice(1, -1) ?? '';
    expect(mail.text).toContain(link);
    expect(mail.html).toContain(`href="${link}"`);
    expect(mail.text).toContain(`${site.baseUrl}/papers/arxiv:2608.17001`);
  });
});
