import type { Kysely } from 'kysely';
import { autoId, type ColumnTypes } from '../column-types.ts';
import type { Migration } from '../migrate.ts';

export const ingest: Migration = {
  name: '0006-ingest',
  async up(db, types) {
    await createSources(db, types);
    await createDays(db, types);
    await db.schema
      .createTable('job_states')
      .addColumn('job', types.text, (column) => column.primaryKey())
      .addColumn('begun_for', types.text, (column) => column.notNull())
      .addColumn('retry_at', types.text)
      .addColumn('failure_count', types.integer, (column) => column.notNull())
      .execute();
  },
};

async function createSources(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('source_states')
    .addColumn('source', types.text, (column) => column.primaryKey())
    .addColumn('is_on', types.integer, (column) => column.notNull())
    .addColumn('scope', types.text, (column) => column.notNull())
    .addColumn('cursor', types.text)
    .addColumn('runner', types.text)
    .addColumn('runner_until', types.text)
    .addColumn('asked_at', types.text)
    .addColumn('heard_at', types.text)
    .addColumn('failed_at', types.text)
    .addColumn('failure', types.text)
    .execute();
  await db.schema
    .createTable('ingest_runs')
    .addColumn('id', types.id, autoId)
    .addColumn('source', types.text, (column) => column.notNull())
    .addColumn('started_at', types.text, (column) => column.notNull())
    .addColumn('ended_at', types.text)
    .addColumn('outcome', types.text, (column) => column.notNull())
    .addColumn('page_count', types.integer, (column) => column.notNull())
    .addColumn('new_count', types.integer, (column) => column.notNull())
    .addColumn('changed_count', types.integer, (column) => column.notNull())
    .addColumn('same_count', types.integer, (column) => column.notNull())
    .addColumn('broken_count', types.integer, (column) => column.notNull())
    .addColumn('signal_count', types.integer, (column) => column.notNull())
    .addColumn('problems', types.text, (column) => column.notNull())
    .addColumn('detail', types.text)
    .execute();
  await db.schema
    .createIndex('ingest_runs_source')
    .on('ingest_runs')
    .columns(['source', 'started_at'])
    .execute();
}

async function createDays(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('source_days')
    .addColumn('source', types.text, (column) => column.notNull())
    .addColumn('day', types.text, (column) => column.notNull())
    .addColumn('expected_count', types.integer, (column) => column.notNull())
    .addColumn('arrived_count', types.integer, (column) => column.notNull())
    .addColumn('earlier_count', types.integer, (column) => column.notNull())
    .addColumn('heard_at', types.text, (column) => column.notNull())
    .addPrimaryKeyConstraint('source_days_key', ['day', 'source'])
    .execute();
  await db.schema
    .createTable('listed_records')
    .addColumn('source', types.text, (column) => column.notNull())
    .addColumn('day', types.text, (column) => column.notNull())
    .addColumn('source_id', types.text, (column) => column.notNull())
    .addPrimaryKeyConstraint('listed_records_key', ['source', 'day', 'source_id'])
    .execute();
}
