import { expect, test } from 'vitest';
import { forEachDatabase } from '../../../test/support/databases.ts';
import { addPostings, findPostings, listPostings, removeOrphanPostings } from './posting-store.ts';

const sizes = [0, 1, 959, 960, 961, 1_920, 1_921, 5_052, 6_012, 6_013, 70_000, 600_000];
const termOf = (i: number): string => `term${String(i).padStart(2, '0')}`;

forEachDatabase('posting lists', (open) => {
  test('of any size are read as they were written, alone and in order', async () => {
    const database = await open();
    const rows = sizes.map((size, i) => ({
      term: termOf(i),
      paperCount: i,
      lists: Uint8Array.from({ length: size }, (_, at) => (at * 7 + i) % 256),
    }));
    await addPostings(database, 5, rows);
    await addPostings(database, 6, rows.slice(4));

    const plain = (row: { term: string; paperCount: number; lists: Uint8Array }) => ({
      term: row.term,
      paperCount: row.paperCount,
      lists: Buffer.from(row.lists).toString('base64'),
    });
    const all = [
      ...(await listPostings(database, 5, '', 3)),
      ...(await listPostings(database, 5, termOf(2), 99)),
    ];
    expect(all.map(plain)).toEqual(rows.map(plain));
    for (const row of rows) {
      const [found] = await findPostings(database, [5], [row.term]);
      expect(plain(found!)).toEqual(plain(row));
    }
    expect(await findPostings(database, [5, 6], [termOf(1), termOf(7), 'other'])).toHaveLength(3);
  });

  test('of a segment that is gone are removed, long ones too, a few at a time', async () => {
    const database = await open();
    const rows = sizes.map((size, i) => ({ term: termOf(i), paperCount: 1, lists: new Uint8Array(size) }));
    await addPostings(database, 5, rows);
    let steps = 0;
    while (await removeOrphanPostings(database, 3)) steps++;
    expect(steps).toBe(4);
    expect(await database.selectFrom('search_postings').select('term').execute()).toEqual([]);
    expect(await database.selectFrom('search_posting_parts').select('term').execute()).toEqual([]);
  });
});
