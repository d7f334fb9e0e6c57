import { beforeEach, expect, test } from 'vitest';
import { openDigestStage, type DigestStage } from '../../test/support/digest-stage.ts';
import { forEachDatabase } from '../../test/support/databases.ts';
import { simpleParser } from 'mailparser';
import { addPapersOf, addSubscribers, makeDigestContext, site } from '../../test/support/digest-fixtures.ts';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { createLog } from '../lib/log.ts';
import { saveRecords } from '../papers/save-records.ts';
import { listTroubles } from './issue-ledger.ts';

const MONDAY = '2026-08-17';
const TUESDAY = '2026-08-18';
const NOTHING = { planned: 0, sending: 0, submitted: 0, failed: 0, unknown: 0, skipped: 0 };

forEachDatabase('running the digest', (open) => {
  let stage: DigestStage;

  beforeEach(async () => {
    stage = await openDigestStage(await open());
  });

  test('every active subscriber gets one mail, however often it is run', async () => {
    await addSubscribers(stage.database, ['ada@example.org', 'emmy@example.org']);
    await addPapersOf(stage.database, MONDAY, 3);
    expect(await stage.run(MONDAY)).toEqual({ ...NOTHING, submitted: 2 });
    expect(await stage.run(MONDAY)).toEqual({ ...NOTHING, submitted: 2 });
    expect(stage.sink.mails.map(({ to }) => to).sort()).toEqual(['ada@example.org', 'emmy@example.org']);
    expect(await stage.titlesFor('ada@example.org')).toEqual([
      ['Paper 1 of 2026-08-17', 'Paper 2 of 2026-08-17', 'Paper 3 of 2026-08-17'],
    ]);
  });

  test('a run that changed nothing is not logged', async () => {
    const lines: string[] = [];
    stage.context.log = createLog(
      (line) => lines.push(line),
      () => stage.clock.now(),
    );
    await addSubscribers(stage.database, ['ada@example.org']);
    await addPapersOf(stage.database, MONDAY, 1);
    await stage.run(MONDAY);
    expect(lines).toEqual([expect.stringContaining('"submitted":1')]);
    await stage.run(MONDAY);
    expect(lines).toHaveLength(1);
  });

  test('senders at the same time send each mail once', async () => {
    await addSubscribers(
      stage.database,
      Array.from({ length: 40 }, (_, index) => `reader${index}@example.org`),
    );
    await addPapersOf(stage.database, MONDAY, 2);
    await Promise.all([stage.run(MONDAY), stage.run(MONDAY), stage.run(MONDAY)]);
    expect(await stage.run(MONDAY)).toEqual({ ...NOTHING, submitted: 40 });
    expect(new Set(stage.sink.mails.map(({ to }) => to)).size).toBe(40);
    expect(stage.sink.mails).toHaveLength(40);
  });

  test('who has not confirmed, or left, gets nothing', async () => {
    await addSubscribers(stage.database, ['waiting@example.org', 'gone@example.org']);
    const inState = (address: string) =>
      stage.database.updateTable('subscriptions').where('address', '=', address);
    await inState('waiting@example.org').set({ confirmed_at: null }).execute();
    await inState('gone@example.org').set({ ended_at: '2026-08-16T00:00:00Z' }).execute();
    await addPapersOf(stage.database, MONDAY, 2);
    expect(await stage.run(MONDAY)).toEqual(NOTHING);
    expect(stage.sink.mails).toEqual([]);
  });

  test('the ledger tells what went wrong, and how often', async () => {
    await addSubscribers(stage.database, ['ada@example.org', 'emmy@example.org', 'mary@example.org']);
    await addPapersOf(stage.database, MONDAY, 1);
    stage.faultAt = (point, recipient) =>
      point === 'rcpt' && !recipient.startsWith('mary') ? 550 : undefined;
    await stage.run(MONDAY);
    expect(await listTroubles(stage.database, MONDAY)).toEqual([
      { state: 'failed', detail: expect.stringContaining('as the test wants it') as string, count: 2 },
    ]);
  });

  test('a day without papers sends nothing and the ledger says so', async () => {
    await addSubscribers(stage.database, ['ada@example.org']);
    expect(await stage.run(MONDAY)).toEqual({ ...NOTHING, skipped: 1 });
    const issue = await stage.database.selectFrom('issues').selectAll().executeTakeFirstOrThrow();
    expect(issue).toMatchObject({ state: 'skipped', detail: 'nothing new' });
  });

  test('no paper is sent twice, whatever lists it again', async () => {
    await addSubscribers(stage.database, ['ada@example.org']);
    await addPapersOf(stage.database, MONDAY, 2);
    await stage.run(MONDAY);
    stage.context.listTrending = async () =>
      makeDigestContext(stage.database, stage.mailer).listTrending({ day: MONDAY, windowDays: 1, limit: 9 });
    expect(await stage.run(TUESDAY)).toEqual({ ...NOTHING, skipped: 1 });
    expect(stage.sink.mails).toHaveLength(1);
  });

  test('papers that merged after one of them was sent count as sent', async () => {
    await addSubscribers(stage.database, ['ada@example.org']);
    const preprint = makePaperRecord({ sourceId: '2608.00001', title: 'First title', announcedOn: MONDAY });
    const printed = makePaperRecord({
      source: 'crossref',
      sourceId: '10.1000/x',
      doi: '10.1000/x',
      title: 'Other title',
      announcedOn: TUESDAY,
    });
    const savedAt = stage.clock.now().toISOString();
    // The later one has the smaller number, so that the paper that was sent is the one that goes.
    await saveRecords(stage.database, [printed], { savedAt });
    await saveRecords(stage.database, [preprint], { savedAt });
    await stage.run(MONDAY);
    expect(await stage.titlesFor('ada@example.org')).toEqual([['First title']]);
    const { merged } = await saveRecords(stage.database, [{ ...preprint, doi: '10.1000/x' }], { savedAt });
    expect(merged).toHaveLength(1);
    stage.context.listTrending = async () => {
      const trending = makeDigestContext(stage.database, stage.mailer).listTrending;
      return [
        ...(await trending({ day: MONDAY, windowDays: 1, limit: 9 })),
        ...(await trending({ day: TUESDAY, windowDays: 1, limit: 9 })),
      ];
    };
    expect(await stage.run(TUESDAY)).toEqual({ ...NOTHING, skipped: 1 });
  });

  test('at most so many papers; those that rise and found no room come another day', async () => {
    await addSubscribers(stage.database, ['ada@example.org']);
    await addPapersOf(stage.database, MONDAY, 5);
    await stage.run(MONDAY, 2);
    const { listTrending } = stage.context;
    stage.context.listTrending = async (query) =>
      (await listTrending(query)).map((trending) => ({ ...trending, score: 1 }));
    await stage.run(TUESDAY, 3);
    const [first, second] = await stage.titlesFor('ada@example.org');
    expect([first?.length, second?.length]).toEqual([2, 3]);
    expect(new Set([...(first ?? []), ...(second ?? [])]).size).toBe(5);
  });

  test('the mail carries what RFC 8058, 2369, 2919 and 3834 ask for', async () => {
    await addSubscribers(stage.database, ['ada@example.org']);
    await addPapersOf(stage.database, MONDAY, 1);
    await stage.run(MONDAY);
    const source = stage.sink.mails[0]?.source ?? '';
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
