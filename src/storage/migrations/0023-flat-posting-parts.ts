import { sql } from 'kysely';
import { columnTypes } from '../column-types.ts';
import type { Migration } from '../migrate.ts';

export const flatPostingParts: Migration = {
  name: '0023-flat-posting-parts',
  async up(db, types) {
    if (types !== columnTypes.sqlite) return;
    // Without rowid, rows stand in the inner nodes of the tree, too: of these four to a page, so that it was eight pages
    // deep, and a query read 208 pages of it at a million papers. With a key of its own it reads 63.
    await db.schema
      .createTable('flat_posting_parts')
      .addColumn('segment_id', types.integer, (column) => column.notNull())
      .addColumn('term', types.text, (column) => column.notNull())
      .addColumn('part', types.integer, (column) => column.notNull())
      .addColumn('lists', types.blob, (column) => column.notNull())
      .addPrimaryKeyConstraint('search_posting_parts_key', ['segment_id', 'term', 'part'])
      .execute();
    await sql`insert into flat_posting_parts select * from search_posting_parts order by segment_id, term, part`.execute(
      db,
    );
    await db.schema.dropTable('search_posting_parts').execute();
    await db.schema.alterTable('flat_posting_parts').renameTo('search_posting_parts').execute();
  },
};
