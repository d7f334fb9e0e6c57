import { autoId } from '../column-types.ts';
import type { Migration } from '../migrate.ts';

export const trending: Migration = {
  name: '0007-trending',
  async up(db, types) {
    await db.schema
      .createTable('trending_scores')
      .addColumn('paper_id', types.integer, (column) => column.primaryKey())
      .addColumn('score', types.real, (column) => column.notNull())
      .addColumn('listed_on', types.text, (column) => column.notNull())
      .addColumn('categories', types.text, (column) => column.notNull())
      .addColumn('has_code', types.integer, (column) => column.notNull())
      .addColumn('parts', types.text, (column) => column.notNull())
      .addColumn('refreshed_at', types.text, (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('trending_scores_listed')
      .on('trending_scores')
      .columns(['listed_on', 'score'])
      .execute();

    await db.schema
      .createTable('trending_lists')
      .addColumn('day', types.text, (column) => column.notNull())
      .addColumn('window_days', types.integer, (column) => column.notNull())
      .addColumn('place', types.integer, (column) => column.notNull())
      .addColumn('paper_id', types.integer, (column) => column.notNull())
      .addColumn('score', types.real, (column) => column.notNull())
      .addColumn('why', types.text, (column) => column.notNull())
      .addPrimaryKeyConstraint('trending_lists_pk', ['day', 'window_days', 'place'])
      .execute();
    await db.schema
      .createIndex('trending_lists_paper')
      .on('trending_lists')
      .columns(['paper_id', 'window_days', 'day'])
      .execute();

    await db.schema
      .createTable('trending_pending')
      .addColumn('paper_id', types.integer, (column) => column.primaryKey())
      .execute();

    await db.schema
      .createTable('trending_refreshes')
      .addColumn('id', types.id, autoId)
      .addColumn('refreshed_at', types.text, (column) => column.notNull())
      .addColumn('norms', types.text, (column) => column.notNull())
      .execute();
  },
};
