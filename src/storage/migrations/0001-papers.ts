import { autoId } from '../column-types.ts';
import type { Migration } from '../migrate.ts';

export const papers: Migration = {
  name: '0001-papers',
  async up(db, types) {
    await db.schema
      .createTable('papers')
      .addColumn('id', types.id, autoId)
      .addColumn('public_id', types.text, (column) => column.notNull().unique())
      .addColumn('title', types.text, (column) => column.notNull())
      .addColumn('abstract', types.text, (column) => column.notNull())
      .addColumn('abstract_kind', types.text, (column) => column.notNull())
      .addColumn('authors', types.text, (column) => column.notNull())
      .addColumn('published_on', types.text)
      .addColumn('updated_on', types.text)
      .addColumn('announced_on', types.text)
      .addColumn('listed_on', types.text)
      .addColumn('categories', types.text, (column) => column.notNull())
      .addColumn('venue', types.text)
      .addColumn('comment', types.text)
      .addColumn('license', types.text)
      .addColumn('identifiers', types.text, (column) => column.notNull())
      .addColumn('links', types.text, (column) => column.notNull())
      .addColumn('versions', types.text, (column) => column.notNull())
      .addColumn('changed_at', types.text, (column) => column.notNull())
      .execute();
    await db.schema.createIndex('papers_listed_on').on('papers').columns(['listed_on', 'id']).execute();

    await db.schema
      .createTable('records')
      .addColumn('id', types.id, autoId)
      .addColumn('source', types.text, (column) => column.notNull())
      .addColumn('source_id', types.text, (column) => column.notNull())
      .addColumn('paper_id', types.integer, (column) => column.notNull())
      .addColumn('content_hash', types.text, (column) => column.notNull())
      .addColumn('content', types.text, (column) => column.notNull())
      .addColumn('saved_at', types.text, (column) => column.notNull())
      .addUniqueConstraint('records_source', ['source', 'source_id'])
      .execute();
    await db.schema.createIndex('records_paper').on('records').column('paper_id').execute();

    await db.schema
      .createTable('paper_identifiers')
      .addColumn('identifier', types.text, (column) => column.primaryKey())
      .addColumn('paper_id', types.integer, (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('paper_identifiers_paper')
      .on('paper_identifiers')
      .column('paper_id')
      .execute();

    await db.schema
      .createTable('paper_merges')
      .addColumn('id', types.id, autoId)
      .addColumn('paper_id', types.integer, (column) => column.notNull())
      .addColumn('detail', types.text, (column) => column.notNull())
      .addColumn('merged_at', types.text, (column) => column.notNull())
      .addColumn('undone_at', types.text)
      .execute();
  },
};
