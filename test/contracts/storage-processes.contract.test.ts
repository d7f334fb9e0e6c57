import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { openDatabase } from '../../src/storage/open-database.ts';
import { forEachAddress } from '../support/databases.ts';
import { BATCH_ROWS, createSamples, openSamples, type SamplesDatabase } from './storage-samples.ts';
import { finish, killAfter, startStorageProcess } from './start-storage-process.ts';

// Starting a process takes a second or more on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

forEachAddress('migrating processes', (newAddress) => {
  test('two at once apply each step once between them', async () => {
    const address = await newAddress();
    const migrators = [
      startStorageProcess({ kind: 'migrate', address }),
      startStorageProcess({ kind: 'migrate', address }),
    ];
    const applied = await Promise.all(
      migrators.map(async (migrator) => (await finish(migrator))[0] as string[]),
    );
    const database = openDatabase({ address });
    const ledger = await database.selectFrom('schema_migrations').select('name').orderBy('name').execute();
    expect(applied.flat().sort()).toEqual(ledger.map((row) => row.name));
    expect(ledger.length).toBeGreaterThan(0);
    await database.destroy();
  });
});

const KILLS = 5;

forEachAddress('writing processes', (newAddress, kind) => {
  const newSamples = async (): Promise<{ address: string; database: SamplesDatabase }> => {
    const address = await newAddress();
    const database = openSamples(address);
    await createSamples(database);
    return { address, database };
  };

  test('two at once lose no row', async () => {
    const { address, database } = await newSamples();
    const writers = ['one', 'other'].map((writer) =>
      startStorageProcess({ kind: 'write', address, writer, batches: 100 }),
    );
    await Promise.all(writers.map(finish));
    const { count } = await countRows(database);
    expect(count).toBe(2 * 100 * BATCH_ROWS);
    await database.destroy();
  });

  test(`killed while writing lose no acknowledged commit and leave none by half (${KILLS} times)`, async () => {
    const { address, database } = await newSamples();
    for (let round = 0; round < KILLS; round += 1) {
      const writer = startStorageProcess({
        kind: 'write',
        address,
        writer: `round ${round}`,
        batches: 100_000,
      });
      const acknowledged = await killAfter(writer, 5 + round * 7);
      const { batches, rows } = await countRound(database, round);
      expect(batches).toBeGreaterThan(acknowledged);
      expect(rows).toBe(batches * BATCH_ROWS);
    }
    if (kind === 'SQLite') {
      const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(database);
      expect(rows).toEqual([{ integrity_check: 'ok' }]);
    }
    await database.destroy();
  });
});

async function countRows(database: SamplesDatabase): Promise<{ count: number }> {
  return database
    .selectFrom('samples')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
}

async function countRound(
  database: SamplesDatabase,
  round: number,
): Promise<{ batches: number; rows: number }> {
  return database
    .selectFrom('samples')
    .select(({ fn }) => [
      fn.countAll<number>().as('rows'),
      fn.count<number>('count').distinct().as('batches'),
    ])
    .where('name', 'like', `round ${round}/%`)
    .executeTakeFirstOrThrow();
}
