import { autoId } from '../column-types.ts';
import type { Migration } from '../migrate.ts';

export const accounts: Migration = {
  name: '0016-accounts',
  async up(db, types) {
    await db.schema
      .createTable('people')
      .addColumn('id', types.id, autoId)
      .addColumn('address', types.text, (column) => column.notNull())
      .addColumn('address_key', types.text, (column) => column.notNull().unique())
      .addColumn('name', types.text, (column) => column.notNull())
      .addColumn('created_at', types.text, (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('sign_in_links')
      .addColumn('id', types.id, autoId)
      .addColumn('address', types.text, (column) => column.notNull())
      .addColumn('address_key', types.text, (column) => column.notNull().unique())
      .addColumn('nonce_hash', types.text, (column) => column.notNull())
      .addColumn('next_path', types.text, (column) => column.notNull())
      .addColumn('expires_at', types.text, (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('sessions')
      .addColumn('token_hash', types.text, (column) => column.primaryKey())
      .addColumn('person_id', types.integer, (column) => column.notNull())
      .addColumn('created_at', types.text, (column) => column.notNull())
      .addColumn('used_at', types.text, (column) => column.notNull())
      .addColumn('expires_at', types.text, (column) => column.notNull())
      .execute();
    await db.schema.createIndex('sessions_person').on('sessions').column('person_id').execute();
    await db.schema
      .createTable('api_tokens')
      .addColumn('id', types.id, autoId)
      .addColumn('person_id', types.integer, (column) => column.notNull())
      .addColumn('name', types.text, (column) => column.notNull())
      .addColumn('token_hash', types.text, (column) => column.notNull().unique())
      .addColumn('access', types.text, (column) => column.notNull())
      .addColumn('created_at', types.text, (column) => column.notNull())
      .addColumn('used_on', types.text)
      .execute();
    await db.schema.createIndex('api_tokens_person').on('api_tokens').column('person_id').execute();

    await db.schema
      .createTable('saved_papers')
      .addColumn('person_id', types.integer, (column) => column.notNull())
      .addColumn('record_id', types.integer, (column) => column.notNull())
      .addColumn('saved_at', types.text, (column) => column.notNull())
      .addColumn('read_at', types.text)
      .addColumn('note', types.text, (column) => column.notNull())
      .addPrimaryKeyConstraint('saved_papers_key', ['person_id', 'record_id'])
      .execute();
    await db.schema.createIndex('saved_papers_record').on('saved_papers').column('record_id').execute();
    await db.schema
      .createTable('collections')
      .addColumn('id', types.id, autoId)
      .addColumn('public_id', types.text, (column) => column.notNull().unique())
      .addColumn('person_id', types.integer, (column) => column.notNull())
      .addColumn('name', types.text, (column) => column.notNull())
      .addColumn('created_at', types.text, (column) => column.notNull())
      .addColumn('published_at', types.text)
      .execute();
    await db.schema.createIndex('collections_person').on('collections').column('person_id').execute();
    await db.schema
      .createTable('collection_papers')
      .addColumn('collection_id', types.integer, (column) => column.notNull())
      .addColumn('record_id', types.integer, (column) => column.notNull())
      .addColumn('added_at', types.text, (column) => column.notNull())
      .addPrimaryKeyConstraint('collection_papers_key', ['collection_id', 'record_id'])
      .execute();

    await db.schema
      .createTable('upvotes')
      .addColumn('person_id', types.integer, (column) => column.notNull())
      .addColumn('record_id', types.integer, (column) => column.notNull())
      .addColumn('upvoted_at', types.text, (column) => column.notNull())
      .addPrimaryKeyConstraint('upvotes_key', ['person_id', 'record_id'])
      .execute();
    await db.schema.createIndex('upvotes_record').on('upvotes').column('record_id').execute();
    await db.schema
      .createTable('comments')
      .addColumn('id', types.id, autoId)
      .addColumn('person_id', types.integer, (column) => column.notNull())
      .addColumn('record_id', types.integer, (column) => column.notNull())
      .addColumn('text', types.text, (column) => column.notNull())
      .addColumn('written_at', types.text, (column) => column.notNull())
      .addColumn('hidden_at', types.text)
      .execute();
    await db.schema.createIndex('comments_record').on('comments').column('record_id').execute();
    await db.schema.createIndex('comments_person').on('comments').column('person_id').execute();

    await db.schema
      .createTable('pdf_opens')
      .addColumn('record_id', types.integer, (column) => column.primaryKey())
      .addColumn('count', types.integer, (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('local_signals_pending')
      .addColumn('record_id', types.integer, (column) => column.primaryKey())
      .execute();
  },
};
