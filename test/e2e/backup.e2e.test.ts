import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/open-database.ts';
import { newDataDir, runCommand, startProgram } from '../support/program.ts';

test('a backup of a running site restores to the same site', { timeout: 120_000 }, async () => {
  const env = { OFFPRINT_DATA_DIR: newDataDir(), OFFPRINT_SOURCES: 'none' };
  writeFileSync(join(env.OFFPRINT_DATA_DIR, 'model.bin'), 'a model of our own');
  const site = await startProgram(env);
  await fetch(`${site.address}/subscribe`, {
    method: 'POST',
    headers: { Origin: site.address },
    body: new URLSearchParams({ address: 'ada@example.org' }),
  });

  const copy = join(newDataDir(), 'copy');
  const backup = await runCommand(['backup', copy], { env });
  expect(backup).toMatchObject({ code: 0, stderr: '' });
  expect(backup.stdout).toContain('model.bin, secret, offprint.db');
  for (const name of ['secret', 'model.bin']) {
    expect(readFileSync(join(copy, name))).toEqual(readFileSync(join(env.OFFPRINT_DATA_DIR, name)));
  }
  expect(statSync(join(copy, 'secret')).mode & 0o777).toBe(0o600);

  const restored = await startProgram({ ...env, OFFPRINT_DATA_DIR: copy });
  const found = async ({ address }: { address: string }) =>
    (await fetch(`${address}/api/v1/search?q=attention`)).text();
  expect(await found(restored)).toEqual(await found(site));
  await restored.stop();
  expect((await readTables(copy)).get('subscriptions')).toHaveLength(1);
});

test('a backup holds every row of every table', async () => {
  const env = { OFFPRINT_DATA_DIR: newDataDir(), OFFPRINT_SOURCES: 'none' };
  await (await startProgram(env)).stop();
  const copy = join(newDataDir(), 'copy');
  await runCommand(['backup', copy], { env });
  const tables = await readTables(copy);
  expect(tables.get('papers')?.length).toBeGreaterThan(200);
  expect(tables).toEqual(await readTables(env.OFFPRINT_DATA_DIR));
});

test('an earlier backup is never written over', async () => {
  const env = { OFFPRINT_DATA_DIR: newDataDir() };
  await runCommand(['migrate'], { env });
  const copy = newDataDir();
  writeFileSync(join(copy, 'offprint.db'), 'yesterday');
  const again = await runCommand(['backup', copy], { env });
  expect(again.code).toBe(1);
  expect(again.stderr).toContain('not empty');
  expect(readFileSync(join(copy, 'offprint.db'), 'utf8')).toBe('yesterday');
});

test('on PostgreSQL the files are copied, and the way to copy the database is told', async () => {
  const env = {
    OFFPRINT_DATA_DIR: newDataDir(),
    OFFPRINT_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  };
  writeFileSync(join(env.OFFPRINT_DATA_DIR, 'secret'), 'kept');
  const copy = join(newDataDir(), 'copy');
  const { code, stderr } = await runCommand(['backup', copy], { env });
  expect(code).toBe(0);
  expect(stderr).toContain('pg_dump');
  expect(existsSync(join(copy, 'secret'))).toBe(true);
});

/** All rows of all tables, each as text. */
async function readTables(folder: string): Promise<Map<string, string[]>> {
  const database = openDatabase({ address: join(folder, 'offprint.db') });
  try {
    const tables = await database.introspection.getTables();
    const contents = new Map<string, string[]>();
    for (const { name } of tables) {
      const { rows } = await sql`select * from ${sql.table(name)}`.execute(database);
      contents.set(name, rows.map((row) => JSON.stringify(row)).sort());
    }
    return contents;
  } finally {
    await database.destroy();
  }
}
