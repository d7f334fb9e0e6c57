import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { fixedClock } from '../../src/lib/clock.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';

/** A database of its own on the tests' server. */
export interface PostgresDatabase {
  name: string;
  address: string;
  drop(): Promise<void>;
}

/**
 * Sorts as people do (`a` before `B`), not byte by byte: a query that leans on the server's collation shows itself.
 */
const COLLATION = `template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US' locale 'C'`;

/** An empty database, not migrated. */
export function createEmptyDatabase(server: string): Promise<PostgresDatabase> {
  return createDatabase(server, COLLATION);
}

/** A migrated database that {@link cloneDatabase} copies. */
export async function createTemplate(server: string): Promise<PostgresDatabase> {
  const created = await createEmptyDatabase(server);
  const database = openDatabase({ address: created.address });
  try {
    await migrate(database, fixedClock('2026-08-20T10:00:00Z'));
  } catch (error) {
    await database.destroy();
    await created.drop();
    throw error;
  }
  await database.destroy();
  return created;
}

/** A copy of a template, in some ten milliseconds. */
export function cloneDatabase(server: string, template: string): Promise<PostgresDatabase> {
  return createDatabase(server, `template ${template}`);
}

async function createDatabase(server: string, options: string): Promise<PostgresDatabase> {
  const name = `offprint_test_${randomBytes(6).toString('hex')}`;
  await execute(server, `create database ${name} ${options}`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  return {
    name,
    address: address.href,
    drop: () => execute(server, `drop database if exists ${name} with (force)`),
  };
}

async function execute(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
