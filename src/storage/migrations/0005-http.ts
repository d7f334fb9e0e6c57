import type { Migration } from '../migrate.ts';

export const http: Migration = {
  name: '0005-http',
  async up(db, types) {
    await db.schema
      .createTable('http_buckets')
      .addColumn('bucket', types.text, (column) => column.primaryKey())
      .addColumn('free_at', types.text, (column) => column.notNull())
      .addColumn('holder', types.text)
      .addColumn('held_until', types.text)
      .execute();
    await db.schema
      .createTable('http_validators')
      .addColumn('url', types.text, (column) => column.primaryKey())
      .addColumn('etag', types.text)
      .addColumn('last_modified', types.text)
      .addColumn('stored_at', types.text, (column) => column.notNull())
      .execute();
  },
};
