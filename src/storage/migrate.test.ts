import { expect, test } from 'vitest';
import { fixedClock } from '../lib/clock.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open-database.ts';

const clock = fixedClock('2026-08-20T10:00:00Z');

test('applies each step once', async () => {
  const database = openDatabase({ address: ':memory:' });
  expect(await migrate(database, clock)).toContain('0001-papers');
  expect(await migrate(database, clock)).toEqual([]);
  await database.destroy();
});

test('refuses a database that a newer version made', async () => {
  const database = openDatabase({ address: ':memory:' });
  await migrate(database, clock);
  await database.insertInto('schema_migrations').values({ name: '9999-future', applied_at: '' }).execute();
  await expect(migrate(database, clock)).rejects.toThrow('made by a newer Offprint (it has 9999-future)');
  await database.destroy();
});
