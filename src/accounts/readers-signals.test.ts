import { beforeEach, expect, test } from 'vitest';
import { addPerson, makeAccountContext, paperIdOf } from '../../test/support/account-fixtures.ts';
import { forEachDatabase } from '../../test/support/databases.ts';
import { makePaperRecords } from '../../test/support/make-paper-record.ts';
import { fixedClock } from '../lib/clock.ts';
import type { PaperId } from '../papers/identifiers.ts';
import { saveRecords } from '../papers/save-records.ts';
import type { Database } from '../storage/database.ts';
import { recordLocalSignals } from '../trending/local-signals.ts';
import { createPdfOpenCounter } from '../trending/pdf-opens.ts';
import { readSignalHistory } from '../trending/read-signal-history.ts';
import type { Person } from './account.ts';
import { deleteOwnComment, listComments, writeComment } from './comments.ts';
import { deleteAccount } from './delete-account.ts';
import { listNewestComments, setCommentHidden } from './moderate-comments.ts';
import { savePaper, unsavePaper } from './saved-papers.ts';
import { countUpvotes, takeUpvoteBack, upvotePaper } from './upvotes.ts';

forEachDatabase('what readers do', (open) => {
  let database: Database;
  let clock: ReturnType<typeof fixedClock>;
  let context: ReturnType<typeof makeAccountContext>;
  let ada: Person;
  let eve: Person;
  let paper: PaperId;

  beforeEach(async () => {
    database = await open();
    clock = fixedClock('2026-08-20T10:00:00Z');
    context = makeAccountContext(database, clock);
    await saveRecords(database, makePaperRecords(3), { savedAt: clock.now().toISOString() });
    [ada, eve] = [await addPerson(context, 'ada@example.org'), await addPerson(context, 'eve@example.org')];
    paper = await paperIdOf(database, 'arxiv:2608.00001');
  });

  /** Records the signals an hour later; the newest counts by kind. */
  async function recordedCounts(of = paper): Promise<{ [kind: string]: number }> {
    clock.advance(3_600_000);
    await recordLocalSignals(database, { clock });
    const histories = await readSignalHistory(database, of);
    return Object.fromEntries(histories.map(({ kind, observations }) => [kind, observations.at(-1)!.count]));
  }

  test('becomes signals of the paper, each person counted once', async () => {
    for (const person of [ada, ada, eve]) await upvotePaper(context, person.id, paper);
    await savePaper(context, ada.id, paper);
    for (const text of ['One', 'Two']) await writeComment(context, eve.id, paper, text);
    expect(await recordedCounts()).toEqual({ 'local-upvotes': 2, saves: 1, comments: 1 });
    await takeUpvoteBack(database, ada.id, paper);
    await unsavePaper(context, ada.id, paper);
    expect(await recordedCounts()).toEqual({ 'local-upvotes': 1, saves: 0, comments: 1 });
    expect(await recordedCounts(await paperIdOf(database, 'arxiv:2608.00002'))).toEqual({});
  });

  test('is recorded once: a second run finds nothing, one that fails loses nothing', async () => {
    await upvotePaper(context, ada.id, paper);
    const broken = { now: () => new Date(Number.NaN) };
    await expect(recordLocalSignals(database, { clock: broken })).rejects.toThrow();
    expect(await recordLocalSignals(database, { clock })).toBe(1);
    expect(await recordLocalSignals(database, { clock })).toBe(0);
    expect(await recordedCounts()).toEqual({ 'local-upvotes': 1 });
  });

  test('loses its standing with the account', async () => {
    for (const { id } of [ada, eve]) {
      await upvotePaper(context, id, paper);
      await savePaper(context, id, paper);
      await writeComment(context, id, paper, `By ${id}`);
    }
    expect(await recordedCounts()).toEqual({ 'local-upvotes': 2, saves: 2, comments: 2 });
    await deleteAccount(database, ada.id, { mails: 'keep' });
    expect(await recordedCounts()).toEqual({ 'local-upvotes': 1, saves: 1, comments: 1 });
    expect(await countUpvotes(database, paper, eve.id)).toEqual({ count: 1, isOwn: true });
    expect(await listComments(database, paper, undefined)).toMatchObject([{ text: `By ${eve.id}` }]);
  });

  test('a comment is kept as lines without what could dress it up, ten of a person an hour', async () => {
    await writeComment(
      context,
      ada.id,
      paper,
      ' One\u202e \u0007 line\r\n\r\n\r\n\r\nand\u00a0\t another \n',
    );
    expect(await listComments(database, paper, eve.id)).toMatchObject([
      { text: 'One line\n\nand another', isOwn: false },
    ]);
    for (let count = 0; count < 9; count += 1) await writeComment(context, ada.id, paper, 'More');
    expect(await writeComment(context, ada.id, paper, 'Too much')).toMatchObject({
      problem: expect.any(String) as string,
    });
    expect(await writeComment(context, eve.id, paper, 'Another person')).toBeUndefined();
    clock.advance(3_600_000);
    expect(await writeComment(context, ada.id, paper, 'Later')).toBeUndefined();
    const [first] = await listComments(database, paper, ada.id);
    await deleteOwnComment(database, eve.id, first!.id);
    expect((await listComments(database, paper, ada.id))[0]).toEqual(first);
    await deleteOwnComment(database, ada.id, first!.id);
    expect((await listComments(database, paper, ada.id))[0]).not.toEqual(first);
  });

  test('a hidden comment is seen by its author alone and counts for nothing', async () => {
    await writeComment(context, ada.id, paper, 'Buy this');
    const [{ id } = { id: 0 }] = await listNewestComments(database, { limit: 10 });
    expect(await setCommentHidden(context, id, { isHidden: true })).toBe(true);
    expect(await listComments(database, paper, eve.id)).toEqual([]);
    expect(await listComments(database, paper, undefined)).toEqual([]);
    expect(await listComments(database, paper, ada.id)).toMatchObject([{ isHidden: true }]);
    expect(await recordedCounts()).toEqual({});
    await setCommentHidden(context, id, { isHidden: false });
    expect(await listComments(database, paper, eve.id)).toHaveLength(1);
    expect(await setCommentHidden(context, id + 1, { isHidden: true })).toBe(false);
  });

  test('opens of a PDF count a network once a day, forty papers at most, and store no network', async () => {
    const counter = createPdfOpenCounter({ database, clock });
    const other = await paperIdOf(database, 'arxiv:2608.00002');
    const results = [];
    for (const [id, network] of [
      [paper, '192.0.2.0/24'],
      [paper, '192.0.2.0/24'],
      [paper, '198.51.100.0/24'],
      [other, '192.0.2.0/24'],
    ] as const) {
      results.push(await counter.count(id, network));
    }
    expect(results).toEqual([true, false, true, true]);
    expect(await recordedCounts()).toEqual({ 'pdf-opens': 2 });
    expect(JSON.stringify(await database.selectFrom('pdf_opens').selectAll().execute())).not.toContain('192');
    clock.advance(86_400_000);
    expect(await counter.count(paper, '192.0.2.0/24')).toBe(true);
    expect(await recordedCounts()).toEqual({ 'pdf-opens': 3 });
    let counted = 0;
    for (let id = 1; id <= 100; id += 1) if (await counter.count(id, '203.0.113.0/24')) counted += 1;
    expect(counted).toBe(40);
  });
});
