import { beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '../../src/lib/clock.ts';
import { deferred } from '../../src/lib/deferred.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { forEachAddress, forEachDatabase } from '../support/databases.ts';
import { readColumns } from './storage-columns.ts';
import { createSamples, type SamplesDatabase, type SamplesTable } from './storage-samples.ts';
import { readSchemaTypes, type TableColumns } from './storage-schema-types.ts';

const clock = fixedClock('2026-08-20T10:00:00Z');

forEachAddress('migrations', (newAddress) => {
  test('apply each step once, and nothing the second time', async () => {
    const database = openDatabase({ address: await newAddress() });
    expect(await migrate(database, clock)).toContain('0001-papers');
    expect(await migrate(database, clock)).toEqual([]);
    await database.destroy();
  });

  test('refuse a database that a newer version made, and leave it alone', async () => {
    const database = openDatabase({ address: await newAddress() });
    await migrate(database, clock);
    await database.insertInto('schema_migrations').values({ name: '9999-future', applied_at: '' }).execute();
    await expect(migrate(database, clock)).rejects.toThrow('made by a newer Offprint (it has 9999-future)');
    await database.destroy();
  });
});

describe('the row types of src/storage/tables', () => {
  let declared: TableColumns;
  beforeAll(() => {
    declared = readSchemaTypes();
  });

  forEachDatabase('are the columns', (open) => {
    test('of the migrated database: tables, names, kinds and what may be null', async () => {
      expect(await readColumns(await open())).toEqual(declared);
    });

    test('and a column that only the database has is noticed', async () => {
      const database = await open();
      await database.schema.alterTable('papers').addColumn('forgotten', 'text').execute();
      expect((await readColumns(database))['papers']).toEqual({
        ...declared['papers'],
        forgotten: 'text or null',
      });
    });
  });
});

forEachDatabase('values', (open) => {
  const openTable = async (): Promise<SamplesDatabase> => {
    const database = (await open()).withTables<SamplesTable>();
    await createSamples(database);
    return database;
  };

  test('bytes come back as they were, all 256 of them and none', async () => {
    const database = await openTable();
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    await database.insertInto('samples').values({ name: 'all', bytes }).execute();
    await database.insertInto('samples').values({ name: 'none', bytes: new Uint8Array() }).execute();
    const rows = await database.selectFrom('samples').select('bytes').orderBy('name').execute();
    expect(rows.map((row) => Uint8Array.from(row.bytes ?? []))).toEqual([bytes, new Uint8Array()]);
  });

  test('text orders byte by byte, so that ISO instants, prefixes and ranges agree everywhere', async () => {
    const database = await openTable();
    const names = [
      '2026-08-20T10:00:00.000Z',
      '2026-08-20',
      '2026-08-20T09:59:59.999Z',
      '2026-8-2',
      'a',
      'B',
      'é',
      '~',
      '😀',
      '_',
      '-',
    ];
    await database
      .insertInto('samples')
      .values(names.map((name) => ({ name })))
      .execute();
    const inOrder = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const all = await database.selectFrom('samples').select('name').orderBy('name').execute();
    expect(all.map((row) => row.name)).toEqual(inOrder);
    const ofThatDay = await database
      .selectFrom('samples')
      .select('name')
      .where('name', '>=', '2026-08-20')
      .where('name', '<', '2026-08-21')
      .orderBy('name', 'desc')
      .execute();
    expect(ofThatDay.map((row) => row.name)).toEqual([
      '2026-08-20T10:00:00.000Z',
      '2026-08-20T09:59:59.999Z',
      '2026-08-20',
    ]);
  });

  // SQLite's driver takes a real less than 2.2e-16 away from zero for the integer 0; nothing here is that small.
  test('integers up to 2^53 - 1 and reals come back as the numbers they were', async () => {
    const database = await openTable();
    const rows = [
      { name: 'high', count: Number.MAX_SAFE_INTEGER, ratio: 0.1 + 0.2 },
      { name: 'low', count: -Number.MAX_SAFE_INTEGER, ratio: 1e-15 },
      { name: 'null', count: null, ratio: null },
    ];
    await database.insertInto('samples').values(rows).execute();
    const columns = ['name', 'count', 'ratio'] as const;
    expect(await database.selectFrom('samples').select(columns).orderBy('name').execute()).toEqual(rows);
  });

  test('counts and sums are numbers', async () => {
    const database = await openTable();
    await database
      .insertInto('samples')
      .values([
        { name: 'a', count: 2 },
        { name: 'b', count: 3 },
      ])
      .execute();
    const row = await database
      .selectFrom('samples')
      .select(({ fn }) => [fn.countAll<number>().as('rows'), fn.sum<number>('count').as('total')])
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ rows: 2, total: 5 });
  });
});

forEachDatabase('statements', (open) => {
  const openTable = async (): Promise<SamplesDatabase> => {
    const database = (await open()).withTables<SamplesTable>();
    await createSamples(database);
    return database;
  };
  const listNames = async (database: SamplesDatabase): Promise<string[]> =>
    (await database.selectFrom('samples').select('name').orderBy('name').execute()).map((row) => row.name);

  test('of a transaction that fails leave nothing behind', async () => {
    const database = await openTable();
    const failing = database.transaction().execute(async (transaction) => {
      await transaction.insertInto('samples').values({ name: 'lost' }).execute();
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await listNames(database)).toEqual([]);
  });

  test('that break a constraint fail, and the connection goes on', async () => {
    const database = await openTable();
    await database.insertInto('samples').values({ name: 'one' }).execute();
    await expect(database.insertInto('samples').values({ name: 'one' }).execute()).rejects.toThrow(/unique/i);
    await database.insertInto('samples').values({ name: 'two' }).execute();
    expect(await listNames(database)).toEqual(['one', 'two']);
  });

  test('may insert or update in one, and answer the row', async () => {
    const database = await openTable();
    const save = (count: number): Promise<{ id: number; count: number | null }> =>
      database
        .insertInto('samples')
        .values({ name: 'one', count })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ count }))
        .returning(['id', 'count'])
        .executeTakeFirstOrThrow();
    const [first, second] = [await save(1), await save(2)];
    expect(second).toEqual({ id: first.id, count: 2 });
  });

  test('say how many rows they changed', async () => {
    const database = await openTable();
    await database
      .insertInto('samples')
      .values([{ name: 'a' }, { name: 'b' }])
      .execute();
    const changed = await database.updateTable('samples').set({ count: 1 }).executeTakeFirstOrThrow();
    const deleted = await database.deleteFrom('samples').where('name', '=', 'c').executeTakeFirstOrThrow();
    expect([changed.numUpdatedRows, deleted.numDeletedRows]).toEqual([2n, 0n]);
  });

  test('begun all at once are all carried out', async () => {
    const database = await openTable();
    const names = Array.from({ length: 50 }, (_, index) => `row ${String(index).padStart(2, '0')}`);
    await Promise.all(
      names.map((name) =>
        database
          .transaction()
          .execute((transaction) => transaction.insertInto('samples').values({ name }).execute()),
      ),
    );
    expect(await listNames(database)).toEqual(names);
  });
});

forEachAddress('two connections of one process', (newAddress) => {
  test('write in turns, whatever waits within a transaction, and reading goes on', async () => {
    const address = await newAddress();
    const [one, other] = [openDatabase({ address }), openDatabase({ address, durability: 'normal' })];
    await migrate(one, clock);
    const before = await openAndCount(address);
    const note = (database: typeof one, name: string) =>
      database.insertInto('schema_migrations').values({ name, applied_at: '' }).execute();
    const { promise: mayEnd, resolve: letEnd } = deferred<undefined>();
    const begun = deferred<undefined>();
    const long = one.transaction().execute(async (transaction) => {
      await note(transaction, 'long');
      begun.resolve(undefined);
      await mayEnd;
    });
    await begun.promise;
    const short = Promise.all([
      note(other, 'short'),
      other.transaction().execute((inner) => note(inner, 'third')),
    ]);
    expect(await openAndCount(address)).toBeGreaterThanOrEqual(before);
    letEnd(undefined);
    await Promise.all([long, short]);
    expect(await openAndCount(address)).toBe(before + 3);
    await Promise.all([one.destroy(), other.destroy()]);
  });

  test('go on after a transaction that failed', async () => {
    const address = await newAddress();
    const [one, other] = [openDatabase({ address }), openDatabase({ address })];
    await migrate(one, clock);
    const failing = one.transaction().execute(() => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    await other.insertInto('schema_migrations').values({ name: 'after', applied_at: '' }).execute();
    await Promise.all([one.destroy(), other.destroy()]);
  });
});

async function openAndCount(address: string): Promise<number> {
  const database = openDatabase({ address });
  const rows = await database.selectFrom('schema_migrations').select('name').execute();
  await database.destroy();
  return rows.length;
}
