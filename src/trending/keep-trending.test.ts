import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { fixedClock } from '../lib/clock.ts';
import type { PaperId } from '../papers/identifiers.ts';
import type { Database } from '../storage/database.ts';
import { refreshTrending } from './keep-trending.ts';
import { listTrending, type TrendingQuery } from './list-trending.ts';
import { recordSignals } from './record-signals.ts';
import { refreshTrendingScores } from './refresh-trending-scores.ts';

const fields = ['cs.CL', 'cs.CV', 'math.CO'];

/** Papers with these ids, listed on a day. */
async function savePapers(database: Database, ids: number[], listedOn: string): Promise<void> {
  for (const id of ids) {
    await database
      .insertInto('papers')
      .values({
        id,
        public_id: `arxiv:2608.${String(id).padStart(5, '0')}`,
        title: `paper ${id}`,
        abstract: '',
        abstract_kind: 'abstract',
        authors: JSON.stringify([`Author ${id}`]),
        listed_on: listedOn,
        categories: JSON.stringify([fields[id % 3]]),
        identifiers: '{}',
        links: JSON.stringify(id % 2 ? { code: 'https://github.com/owner/name' } : {}),
        versions: '[]',
        changed_at: `${listedOn}T00:00:00.000Z`,
      })
      .execute();
  }
}

const upvote = (database: Database, id: number, observedAt: string, count: number) =>
  recordSignals(database, [{ paperId: id as PaperId, signal: 'upvotes', observedAt, count }]);

const refreshAt = (database: Database, at: string) => refreshTrending(database, { clock: fixedClock(at) });

const ids = async (database: Database, query: Partial<TrendingQuery> = {}) =>
  (await listTrending(database, { day: '2026-08-20', windowDays: 1, limit: 30, ...query })).map(
    ({ paper }) => paper.id,
  );

const readScores = (database: Database) =>
  database.selectFrom('trending_scores').select(['paper_id', 'score']).orderBy('paper_id').execute();

forEachDatabase('scores and lists that are kept', (open) => {
  test('every paper with a signal has a score, however far apart their numbers are', async () => {
    const database = await open();
    const numbers = [3, 4, 2_002, 2_003, 17_000];
    await savePapers(database, [...numbers, 2_001], '2026-08-20');
    for (const number of numbers) await upvote(database, number, '2026-08-20T10:00:00.000Z', 5);
    await refreshAt(database, '2026-08-20T12:00:00.000Z');
    expect((await readScores(database)).map(({ paper_id }) => paper_id)).toEqual(numbers);
  });

  test('list the same as working them out from the signals', async () => {
    const database = await open();
    await savePapers(database, [1, 2, 3, 4, 5, 6, 7, 8], '2026-08-20');
    await savePapers(database, [11, 12], '2026-08-17');
    for (const id of [2, 3, 5, 7, 11]) await upvote(database, id, '2026-08-20T12:00:00Z', 3 * id);
    const queries = [{ windowDays: 90 }, { windowDays: 90, limit: 3 }];
    const live = await Promise.all(queries.map((query) => ids(database, query)));
    await refreshAt(database, '2026-08-20T23:59:59.999Z');
    expect(await Promise.all(queries.map((query) => ids(database, query)))).toEqual(live);
    expect(await ids(database, { category: 'math.CO', windowDays: 7 })).toEqual([5, 11, 2, 8]);
    expect(await ids(database, { withCode: true })).toEqual([7, 5, 3, 1]);
    expect((await listTrending(database, { day: '2026-08-20', windowDays: 1, limit: 1 }))[0]).toMatchObject({
      paper: { id: 7 },
      reason: expect.stringMatching(/^21 upvotes.*; new today$/) as string,
    });
  });

  test('a day that has ended is listed as it stood, whatever is observed later', async () => {
    const database = await open();
    await savePapers(database, [1, 2, 3], '2026-08-20');
    await upvote(database, 2, '2026-08-20T12:00:00Z', 10);
    await refreshAt(database, '2026-08-20T20:00:00Z');
    const stood = await ids(database);
    expect(stood).toEqual([2, 3, 1]);

    await savePapers(database, [4, 5], '2026-08-21');
    await upvote(database, 1, '2026-08-21T12:00:00Z', 500);
    await refreshAt(database, '2026-08-21T20:00:00Z');
    expect(await ids(database)).toEqual(stood);
    expect((await ids(database, { day: '2026-08-21', windowDays: 7 }))[0]).toBe(1);
  });

  // Twenty databases are made anew: a busy machine takes its time.
  const manyDatabases = { timeout: 60_000 };
  test('whatever is redated or observed, no paper is new on two days', manyDatabases, async () => {
    const days = ['2026-08-18', '2026-08-19', '2026-08-20', '2026-08-21'];
    const event = fc.record({
      id: fc.integer({ min: 1, max: 6 }),
      day: fc.constantFrom(...days),
      what: fc.constantFrom('listed', 'upvoted', 'refreshed'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(event, { maxLength: 6 }), { maxLength: 4 }), async (eventsByDay) => {
        const database = await open();
        await savePapers(database, [1, 2, 3, 4, 5, 6], days[0]!);
        for (const [index, events] of eventsByDay.entries()) {
          const at = `${days[index]!}T20:00:00Z`;
          for (const { id, day, what } of events) {
            if (what === 'listed')
              await database.updateTable('papers').set({ listed_on: day }).where('id', '=', id).execute();
            else if (what === 'upvoted') await upvote(database, id, at, 10 * index + id);
            else await refreshAt(database, at);
          }
          await refreshAt(database, at);
        }
        const listed = await Promise.all(days.map((day) => ids(database, { day })));
        expect(listed.flat()).toHaveLength(new Set(listed.flat()).size);
        await database.destroy();
      }),
      { numRuns: 20 },
    );
  });

  test('a paper that is redated within the hour, and back, is not new again', async () => {
    const database = await open();
    await savePapers(database, [1, 2, 3], '2026-08-18');
    const redate = (id: number, day: string) =>
      database.updateTable('papers').set({ listed_on: day }).where('id', '=', id).execute();
    await redate(1, '2026-08-19');
    await upvote(database, 2, '2026-08-18T20:00:00Z', 9);
    await refreshAt(database, '2026-08-18T20:00:00Z');
    await redate(2, '2026-08-19');
    await refreshAt(database, '2026-08-19T20:00:00Z');
    await redate(2, '2026-08-18');
    await upvote(database, 1, '2026-08-19T20:10:00Z', 5);
    await refreshAt(database, '2026-08-19T20:10:00Z');
    expect(await ids(database, { day: '2026-08-18' })).toEqual([2, 3]);
    expect(await ids(database, { day: '2026-08-19' })).toEqual([1]);
  });

  test('what changed alone is scored as all are', async () => {
    const database = await open();
    const usual = Array.from({ length: 30 }, (_, index) => 5 + index);
    await savePapers(database, [1, 4, ...usual], '2026-08-20');
    for (const id of [1, ...usual]) await upvote(database, id, '2026-08-20T12:00:00Z', 5);
    await refreshAt(database, '2026-08-20T12:00:00Z');
    await upvote(database, 4, '2026-08-20T12:05:00Z', 9);
    await upvote(database, 1, '2026-08-20T12:05:00Z', 80);
    await refreshAt(database, '2026-08-20T12:10:00Z');
    expect((await ids(database)).slice(0, 2)).toEqual([1, 4]);
    const changed = await readScores(database);
    await refreshTrendingScores(database, { clock: fixedClock('2026-08-20T12:10:00Z') });
    const all = await readScores(database);
    expect(changed.map(({ paper_id }) => paper_id)).toEqual([1, 4, ...usual]);
    // What is usual was learned before these came.
    for (const [index, { score }] of all.entries()) {
      expect(changed[index]!.score / score).toBeGreaterThan(0.8);
      expect(changed[index]!.score / score).toBeLessThan(1.25);
    }
    expect(await database.selectFrom('trending_pending').selectAll().execute()).toEqual([]);
  });

  test('papers without a signal join the list of their day', async () => {
    const database = await open();
    await savePapers(database, [1, 2], '2026-08-20');
    await refreshAt(database, '2026-08-20T12:00:00Z');
    await savePapers(database, [3], '2026-08-20');
    await refreshAt(database, '2026-08-20T12:05:00Z');
    expect((await ids(database)).sort()).toEqual([1, 2, 3]);
  });

  test('too old a paper loses its score', async () => {
    const database = await open();
    await savePapers(database, [1], '2026-08-20');
    await upvote(database, 1, '2026-08-20T12:00:00Z', 50);
    await refreshAt(database, '2026-08-20T20:00:00Z');
    expect(await readScores(database)).toHaveLength(1);
    await refreshAt(database, '2026-11-30T20:00:00Z');
    expect(await readScores(database)).toEqual([]);
  });
});
