import type { Migration } from '../migrate.ts';

export const searchVectors: Migration = {
  name: '0011-search-vectors',
  async up(db, types) {
    await db.schema
      .createTable('search_vectors')
      .addColumn('segment_id', types.integer, (column) => column.notNull())
      .addColumn('model', types.text, (column) => column.notNull())
      .addColumn('part', types.integer, (column) => column.notNull())
      .addColumn('vectors', types.blob, (column) => column.notNull())
      .addColumn('codes', types.blob, (column) => column.notNull())
      .addPrimaryKeyConstraint('search_vectors_key', ['segment_id', 'model', 'part'])
      .execute();
  },
};
