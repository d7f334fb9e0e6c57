import { sql, type Kysely } from 'kysely';
import type { Clock } from '../lib/clock.ts';
import { columnTypes, type ColumnTypes } from './column-types.ts';
import { dialectOf, type Database } from './database.ts';
import { papers } from './migrations/0001-papers.ts';
import { searchIndex } from './migrations/0002-search-index.ts';
import { subscriptions } from './migrations/0003-subscriptions.ts';
import { signals } from './migrations/0004-signals.ts';
import { http } from './migrations/0005-http.ts';
import { ingest } from './migrations/0006-ingest.ts';
import { trending } from './migrations/0007-trending.ts';
import { searchPostingParts } from './migrations/0010-search-posting-parts.ts';
import { searchVectors } from './migrations/0011-search-vectors.ts';
import { preferences } from './migrations/0012-preferences.ts';
import { bounces } from './migrations/0013-bounces.ts';
import { accounts } from './migrations/0016-accounts.ts';
import { searchEmbeddings } from './migrations/0019-search-embeddings.ts';
import { linkReports } from './migrations/0020-link-reports.ts';
import { dueIssues } from './migrations/0021-due-issues.ts';
import { competingScores } from './migrations/0022-competing-scores.ts';
import { flatPostingParts } from './migrations/0023-flat-posting-parts.ts';
import { termFilters } from './migrations/0024-term-filters.ts';
import { widerTermFilters } from './migrations/0025-wider-term-filters.ts';

/** One step of the schema. Never edited once released; a later one mends it. */
export interface Migration {
  name: string;
  up(db: Kysely<unknown>, types: ColumnTypes): Promise<void>;
}

const migrations: Migration[] = [
  papers,
  searchIndex,
  subscriptions,
  signals,
  http,
  ingest,
  trending,
  searchPostingParts,
  searchVectors,
  preferences,
  bounces,
  accounts,
  searchEmbeddings,
  linkReports,
  dueIssues,
  competingScores,
  flatPostingParts,
  termFilters,
  widerTermFilters,
];

/**
 * Brings the schema up to date, each step in its own transaction; safe to call from several processes at once.
 * Answers the names of the steps it applied. A database newer than this program is refused.
 */
export async function migrate(database: Database, clock: Clock): Promise<string[]> {
  const types = columnTypes[dialectOf(database)];
  const applied: string[] = [];
  await createLedger(database, types);
  await refuseNewer(database);
  for (const migration of migrations) {
    const isNew = await database.transaction().execute(async (transaction) => {
      await lockOut(transaction);
      const done = await transaction
        .selectFrom('schema_migrations')
        .select('name')
        .where('name', '=', migration.name)
        .executeTakeFirst();
      if (done) return false;
      await migration.up(transaction as unknown as Kysely<unknown>, types);
      await transaction
        .insertInto('schema_migrations')
        .values({ name: migration.name, applied_at: clock.now().toISOString() })
        .execute();
      return true;
    });
    if (isNew) applied.push(migration.name);
  }
  return applied;
}

async function createLedger(database: Database, types: ColumnTypes): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await lockOut(transaction);
    await transaction.schema
      .createTable('schema_migrations')
      .ifNotExists()
      .addColumn('name', types.text, (column) => column.primaryKey())
      .addColumn('applied_at', types.text, (column) => column.notNull())
      .execute();
  });
}

async function refuseNewer(database: Database): Promise<void> {
  const known = new Set(migrations.map((migration) => migration.name));
  const applied = await database.selectFrom('schema_migrations').select('name').execute();
  const unknown = applied.filter((row) => !known.has(row.name)).map((row) => row.name);
  if (unknown.length > 0) {
    throw new Error(
      `it was made by a newer Offprint (it has ${unknown.join(', ')}); install that version or newer`,
    );
  }
}

/** An arbitrary constant: everyone who migrates an Offprint database takes the same advisory lock. */
const MIGRATION_LOCK = 7_310_023;

/** SQLite's `begin immediate` already keeps others out. */
async function lockOut(transaction: Database): Promise<void> {
  if (dialectOf(transaction) === 'postgres')
    await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
}
