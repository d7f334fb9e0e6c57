import type { Migration } from '../migrate.ts';

export const signals: Migration = {
  name: '0004-signals',
  async up(db, types) {
    await db.schema
      .createTable('signals')
      .addColumn('paper_id', types.integer, (column) => column.notNull())
      .addColumn('signal', types.text, (column) => column.notNull())
      .addColumn('observed_at', types.text, (column) => column.notNull())
      .addColumn('count', types.integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('signals_pk', ['paper_id', 'signal', 'observed_at'])
      .execute();
  },
};
