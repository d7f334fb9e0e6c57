import { expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import type { PaperId } from '../papers/identifiers.ts';
import type { Database } from '../storage/database.ts';
import { listTrending } from './list-trending.ts';
import { recordSignals } from './record-signals.ts';

interface Row {
  title: string;
  listedOn?: string;
  categories?: string[];
  code?: string;
  authors?: string[];
}

/** Papers 1, 2, 3, ... in the order given. */
async function savePapers(database: Database, rows: Row[]): Promise<void> {
  for (const [index, { title, listedOn, categories, code, authors }] of rows.entries()) {
    await database
      .insertInto('papers')
      .values({
        id: index + 1,
        public_id: `arxiv:2608.${String(index + 1).padStart(5, '0')}`,
        title,
        abstract: '',
        abstract_kind: 'abstract',
        authors: JSON.stringify(authors ?? [`Author ${index}`]),
        listed_on: listedOn ?? '2026-08-20',
        categories: JSON.stringify(categories ?? ['cs.CL']),
        identifiers: '{}',
        links: JSON.stringify(code ? { code } : {}),
        versions: '[]',
        changed_at: '2026-08-20T00:00:00.000Z',
      })
      .execute();
  }
}

const observe = (
  database: Database,
  paperId: number,
  signal: string,
  counts: [day: string, count: number][],
) =>
  recordSignals(
    database,
    counts.map(([day, count]) => ({
      paperId: paperId as PaperId,
      signal,
      count,
      observedAt: `${day}T12:00:00Z`,
    })),
  );

const titles = async (database: Database, query: Partial<Parameters<typeof listTrending>[1]> = {}) =>
  (await listTrending(database, { day: '2026-08-20', windowDays: 1, limit: 10, ...query })).map(
    ({ paper }) => paper.title,
  );

forEachDatabase('the trending list', (open) => {
  test('puts what rises first, then the newest of the rest', async () => {
    const database = await open();
    await savePapers(database, [{ title: 'resting' }, { title: 'rising' }, { title: 'newest' }]);
    await observe(database, 2, 'upvotes', [['2026-08-20', 12]]);
    expect(await titles(database)).toEqual(['rising', 'newest', 'resting']);
  });

  test('looks at a day, a week or a month of listings', async () => {
    const database = await open();
    await savePapers(database, [
      { title: 'today' },
      { title: 'monday', listedOn: '2026-08-17' },
      { title: 'july', listedOn: '2026-07-28' },
      { title: 'spring', listedOn: '2026-04-02' },
    ]);
    expect(await titles(database)).toEqual(['today']);
    expect(await titles(database, { windowDays: 7 })).toEqual(['today', 'monday']);
    expect(await titles(database, { windowDays: 30 })).toEqual(['today', 'monday', 'july']);
  });

  test('lists one category, or only papers with code', async () => {
    const database = await open();
    await savePapers(database, [
      { title: 'other', categories: ['math.CO'] },
      { title: 'cross-listed', categories: ['math.CO', 'cs.CL'] },
      { title: 'with code', code: 'https://github.com/owner/name' },
    ]);
    expect(await titles(database, { category: 'cs.CL' })).toEqual(['with code', 'cross-listed']);
    expect(await titles(database, { withCode: true })).toEqual(['with code']);
  });

  test('says why: what was gained, against what is usual, and how old', async () => {
    const database = await open();
    await savePapers(database, [
      ...Array.from({ length: 30 }, (_, index) => ({ title: `usual ${index}`, listedOn: '2026-08-10' })),
      { title: 'risen', listedOn: '2026-08-10' },
    ]);
    for (let id = 1; id <= 30; id++)
      await observe(database, id, 'stars:github.com/o/' + id, [
        ['2026-08-11', 2],
        ['2026-08-20', 20],
      ]);
    await observe(database, 31, 'stars:github.com/o/risen', [
      ['2026-08-11', 3],
      ['2026-08-13', 8],
      ['2026-08-20', 220],
    ]);
    await observe(database, 31, 'upvotes', [['2026-08-20', 41]]);
    const [first] = await listTrending(database, { day: '2026-08-20', windowDays: 30, limit: 5 });
    expect(first!.paper.title).toBe('risen');
    expect(first!.reason).toMatch(
      /^\+212 stars this week, [\d.]+ times its field; 41 upvotes.*; 10 days old$/,
    );
    expect(first!.why.map(({ kind }) => kind)).toEqual(['stars', 'upvotes', 'age']);
  });

  test('without any signal lists the newest, the fields in turns, and says so', async () => {
    const database = await open();
    await savePapers(database, [
      { title: 'small', categories: ['math.CO'] },
      ...['a', 'b', 'c', 'd'].map((title) => ({ title })),
    ]);
    const list = await listTrending(database, { day: '2026-08-20', windowDays: 1, limit: 3 });
    expect(list.map(({ paper }) => paper.title)).toEqual(['d', 'small', 'c']);
    expect(list[1]).toMatchObject({ score: 0, reason: 'new in math.CO; no signals yet' });
  });

  test('a past day is listed as it was known then', async () => {
    const database = await open();
    await savePapers(database, [{ title: 'early' }, { title: 'late' }]);
    await observe(database, 1, 'upvotes', [['2026-08-20', 10]]);
    await observe(database, 2, 'upvotes', [['2026-08-20', 1]]);
    const then = await listTrending(database, { day: '2026-08-20', windowDays: 1, limit: 5 });
    await observe(database, 2, 'upvotes', [['2026-08-21', 900]]);
    expect(await listTrending(database, { day: '2026-08-20', windowDays: 1, limit: 5 })).toEqual(then);
  });

  test('a repository of ten papers does not fill the list', async () => {
    const database = await open();
    await savePapers(database, [
      ...Array.from({ length: 10 }, (_, index) => ({ title: `benchmark ${index}`, authors: ['One Lab'] })),
      { title: 'own work', authors: ['Another'] },
    ]);
    for (let id = 1; id <= 10; id++)
      await observe(database, id, 'stars:github.com/lab/all', [['2026-08-20', 100]]);
    await observe(database, 11, 'stars:github.com/own/work', [['2026-08-20', 60]]);
    expect((await titles(database))[0]).toBe('own work');
  });

  test('a longer list begins with the shorter one', async () => {
    const database = await open();
    await savePapers(
      database,
      Array.from({ length: 40 }, (_, index) => ({ title: `paper ${index}`, authors: [`Lab ${index % 3}`] })),
    );
    for (let id = 1; id <= 30; id++) await observe(database, id, 'upvotes', [['2026-08-20', id]]);
    const all = await titles(database, { limit: 40 });
    expect(all).toHaveLength(40);
    expect(await titles(database, { limit: 7 })).toEqual(all.slice(0, 7));
    expect(await titles(database, { limit: 35 })).toEqual(all.slice(0, 35));
  });
});
