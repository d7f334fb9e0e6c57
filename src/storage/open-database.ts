import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { SqliteDialect } from './sqlite-dialect.ts';

export interface DatabaseOptions {
  /** `postgres://...` for PostgreSQL, otherwise the path of an SQLite file (its folder is made) or `:memory:`. */
  address: string;
  /** SQLite only; see `SqliteOptions`. PostgreSQL always commits synchronously. */
  durability?: 'full' | 'normal';
  /** PostgreSQL only: at most so many connections. */
  maxConnections?: number;
}

/** Opens the database without migrating it. The caller destroys what it opened. */
export function openDatabase({
  address,
  durability = 'full',
  maxConnections = 8,
}: DatabaseOptions): Database {
  if (isPostgresAddress(address)) {
    return new Kysely({ dialect: new PostgresDialect({ pool: openPool(address, maxConnections) }) });
  }
  if (address !== ':memory:') mkdirSync(dirname(address), { recursive: true });
  return new Kysely({ dialect: new SqliteDialect({ path: address, durability }) });
}

/** Whether it leads to a PostgreSQL server; otherwise it is SQLite's. */
export function isPostgresAddress(address: string): boolean {
  return /^postgres(ql)?:\/\//.test(address);
}

/** Where the database is, for people: without the account and its password. */
export function placeOf(address: string): string {
  return isPostgresAddress(address) ? address.replace(/\/\/.*@/, '//').replace(/\?.*/, '') : address;
}

function openPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, types: { getTypeParser } });
  // An idle connection that the server closes (restart, failover) is replaced by the pool; without a listener the
  // event would end the process.
  pool.on('error', () => {});
  return pool;
}

const INT8 = 20;
/** What the sum of bigints is. */
const NUMERIC = 1700;

/** Both arrive as numbers, as in SQLite: our counts, sums and ids stay far below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8 || oid === NUMERIC) return Number;
  return pg.types.getTypeParser(oid, format) as (value: string) => unknown;
}
