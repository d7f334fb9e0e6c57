import { expect, test } from 'vitest';
import { dialectOf } from '../../src/storage/database.ts';
import { forEachDatabase } from './databases.ts';

forEachDatabase('databases of the tests', (open, kind) => {
  test('are of the kind they are named for', async () => {
    expect(dialectOf(await open())).toBe(kind === 'SQLite' ? 'sqlite' : 'postgres');
  });

  test('are migrated, and know nothing of each other', async () => {
    const [one, other] = [await open(), await open()];
    const row = { identifier: 'doi:10.1000/xyz', paper_id: 1 };
    await one.insertInto('paper_identifiers').values(row).execute();
    const count = async (database: typeof one): Promise<number> =>
      (await database.selectFrom('paper_identifiers').selectAll().execute()).length;
    expect([await count(one), await count(other)]).toEqual([1, 0]);
  });
});
