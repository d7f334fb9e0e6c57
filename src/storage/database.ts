import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** The database, SQLite or PostgreSQL; both hold the same schema. */
export type Database = Kysely<Schema>;

/** A database inside a transaction. */
export type DatabaseTransaction = Transaction<Schema>;

/** Which of the two it is. Only the storage tier and migrations may ask; features write portable SQL. */
export function dialectOf(database: Database): 'sqlite' | 'postgres' {
  return database.getExecutor().adapter.constructor.name.startsWith('Postgres') ? 'postgres' : 'sqlite';
}
