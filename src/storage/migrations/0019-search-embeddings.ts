import type { Migration } from '../migrate.ts';

export const searchEmbeddings: Migration = {
  name: '0019-search-embeddings',
  async up(db, types) {
    await db.schema
      .createTable('search_embeddings')
      .addColumn('model', types.text, (column) => column.notNull())
      .addColumn('text_hash', types.text, (column) => column.notNull())
      .addColumn('vector', types.blob, (column) => column.notNull())
      .addPrimaryKeyConstraint('search_embeddings_key', ['model', 'text_hash'])
      .execute();
  },
};
