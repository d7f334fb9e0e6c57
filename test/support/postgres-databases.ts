import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { fixedClock } from '../../src/lib/clock.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';

/** A database of its own on the tests' server (PostgreSQL 15 or newer). */
export interface PostgresDatabase {
  name: string;
  address: string;
  drop(): Promise<void>;
}

/** Makes and drops databases on one server, over one connection. */
export interface PostgresDatabases {
  /** An empty database, not migrated. */
  createEmpty(): Promise<PostgresDatabase>;
  /** A copy of the database of that name, in some thirty milliseconds. */
  clone(template: string): Promise<PostgresDatabase>;
  close(): Promise<void>;
}

/**
 * Sorts as people do (`a` before `B`), not byte by byte: a query that leans on the server's collation shows itself.
 */
const HUMAN_ORDER = `template template0 encoding 'UTF8' locale 'C' locale_provider icu icu_locale 'en-US'`;

export function openPostgresDatabases(server: string): PostgresDatabases {
  const pool = new pg.Pool({ connectionString: server, max: 1 });
  const create = async (options: string): Promise<PostgresDatabase> => {
    const name = `offprint_test_${randomBytes(6).toString('hex')}`;
    await pool.query(`create database ${name} ${options}`);
    const address = new URL(server);
    address.pathname = `/${name}`;
    const drop = async (): Promise<void> => {
      await pool.query(`drop database if exists ${name} with (force)`);
    };
    return { name, address: address.href, drop };
  };
  return {
    createEmpty: () => create(HUMAN_ORDER),
    clone: (template) => create(`template ${template} strategy file_copy`),
    close: () => pool.end(),
  };
}

/** A migrated database for {@link PostgresDatabases.clone}. */
export async function createTemplate(databases: PostgresDatabases): Promise<PostgresDatabase> {
  const template = await databases.createEmpty();
  const database = openDatabase({ address: template.address });
  try {
    await migrate(database, fixedClock('2026-08-20T10:00:00Z'));
  } finally {
    await database.destroy();
  }
  return template;
}
