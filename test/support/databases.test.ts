import { expect, test } from 'vitest';
import { dialectOf, type Database } from '../../src/storage/database.ts';
import { forEachDatabase } from './databases.ts';

forEachDatabase('databases of the tests', (open, kind) => {
  test('are of the kind they are named for', async () => {
    expect(dialectOf(await open())).toBe(kind === 'SQLite' ? 'sqlite' : 'postgres');
  });

  test('are migrated, and know nothing of each other', async () => {
    const [one, other] = [await open(), await open()];
    const listSteps = (database: Database): Promise<{ name: string }[]> =>
      database.selectFrom('schema_migrations').select('name').execute();
    expect(await listSteps(other)).toContainEqual({ name: '0001-papers' });
    await one.deleteFrom('schema_migrations').execute();
    expect([await listSteps(one), await listSteps(other)]).toEqual([[], await listSteps(await open())]);
  });
});
