import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import { autoId, columnTypes, type ColumnTypes } from '../column-types.ts';
import type { Migration } from '../migrate.ts';

export const papers: Migration = {
  name: '0001-papers',
  async up(db, types) {
    await createPapers(db, types);
    await createRecords(db, types);
    await createMerges(db, types);
  },
};

async function createPapers(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  // Ledgers and postings refer to papers by number: the number of a paper that was absorbed is never given again.
  // PostgreSQL's sequences never do that; SQLite must be told.
  const lastingId = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
    types === columnTypes.sqlite ? column.primaryKey().autoIncrement() : column.primaryKey();
  await db.schema
    .createTable('papers')
    .addColumn('id', types.id, lastingId)
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
  // One row, which whoever changes papers updates first. Two that stored the same paper at once would each make one.
  await db.schema
    .createTable('paper_lock')
    .addColumn('id', types.integer, (column) => column.primaryKey())
    .execute();
  await (db as Kysely<{ paper_lock: { id: number } }>).insertInto('paper_lock').values({ id: 1 }).execute();
}

async function createRecords(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
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
    .createTable('record_identifiers')
    .addColumn('identifier', types.text, (column) => column.notNull())
    .addColumn('record_id', types.integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('record_identifiers_key', ['identifier', 'record_id'])
    .execute();
  await db.schema
    .createIndex('record_identifiers_record')
    .on('record_identifiers')
    .column('record_id')
    .execute();

  await db.schema
    .createTable('record_titles')
    .addColumn('title_key', types.text, (column) => column.notNull())
    .addColumn('published_year', types.integer, (column) => column.notNull())
    .addColumn('record_id', types.integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('record_titles_key', ['title_key', 'published_year', 'record_id'])
    .execute();
  await db.schema.createIndex('record_titles_record').on('record_titles').column('record_id').execute();
}

async function createMerges(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('paper_merges')
    .addColumn('id', types.id, autoId)
    .addColumn('paper_id', types.integer, (column) => column.notNull())
    .addColumn('detail', types.text, (column) => column.notNull())
    .addColumn('merged_at', types.text, (column) => column.notNull())
    .addColumn('undone_at', types.text)
    .execute();
  await db.schema
    .createTable('paper_separations')
    .addColumn('record_id', types.integer, (column) => column.notNull())
    .addColumn('other_record_id', types.integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('paper_separations_key', ['record_id', 'other_record_id'])
    .execute();
}
