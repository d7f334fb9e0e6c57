import { autoId } from '../column-types.ts';
import type { Migration } from '../migrate.ts';

export const signals: Migration = {
  name: '0004-signals',
  async up(db, types) {
    await db.schema
      .createTable('signal_series')
      .addColumn('id', types.id, autoId)
      .addColumn('paper_id', types.integer, (column) => column.notNull())
      .addColumn('signal', types.text, (column) => column.notNull())
      .addColumn('observed_for', types.text, (column) => column.notNull())
      .addColumn('shared_by', types.integer, (column) => column.notNull())
      .addColumn('first_at', types.text, (column) => column.notNull())
      .addColumn('first_count', types.integer, (column) => column.notNull())
      .addColumn('newest_at', types.text, (column) => column.notNull())
      .addColumn('newest_count', types.integer, (column) => column.notNull())
      .addColumn('highest', types.integer, (column) => column.notNull())
      .addColumn('below_since', types.text)
      .addColumn('grew_at', types.text, (column) => column.notNull())
      .addColumn('leapt', types.real, (column) => column.notNull())
      .addColumn('now_gain', types.real, (column) => column.notNull())
      .addColumn('now_days', types.real, (column) => column.notNull())
      .addColumn('base_gain', types.real, (column) => column.notNull())
      .addColumn('base_days', types.real, (column) => column.notNull())
      .addUniqueConstraint('signal_series_paper', ['paper_id', 'signal', 'observed_for'])
      .execute();
    await db.schema
      .createIndex('signal_series_observed_for')
      .on('signal_series')
      .column('observed_for')
      .execute();
    await db.schema.createIndex('signal_series_signal').on('signal_series').column('signal').execute();

    await db.schema
      .createTable('signal_observations')
      .addColumn('series_id', types.integer, (column) => column.notNull())
      .addColumn('observed_at', types.text, (column) => column.notNull())
      .addColumn('count', types.integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('signal_observations_pk', ['series_id', 'observed_at'])
      .execute();
  },
};
