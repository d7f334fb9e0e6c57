import { sql } from 'kysely';
import { columnTypes } from '../column-types.ts';
import type { Migration } from '../migrate.ts';

export const searchIndex: Migration = {
  name: '0002-search-index',
  async up(db, types) {
    await db.schema
      .createTable('search_pending')
      .addColumn('paper_id', types.integer, (column) => column.primaryKey())
      .execute();

    await db.schema
      .createTable('search_state')
      .addColumn('id', types.integer, (column) => column.primaryKey())
      .addColumn('revision', types.integer, (column) => column.notNull())
      .addColumn('next_segment_id', types.integer, (column) => column.notNull())
      .addColumn('writer', types.text)
      .addColumn('writer_until', types.text)
      .addColumn('claimed_papers', types.blob)
      .execute();
    await sql`insert into search_state (id, revision, next_segment_id) values (1, 0, 1)`.execute(db);

    await db.schema
      .createTable('search_segments')
      .addColumn('id', types.integer, (column) => column.primaryKey())
      .addColumn('is_live', types.integer, (column) => column.notNull())
      .addColumn('format', types.integer, (column) => column.notNull())
      .addColumn('paper_count', types.integer, (column) => column.notNull())
      .addColumn('deleted_count', types.integer, (column) => column.notNull())
      .addColumn('deletions', types.blob)
      .addColumn('columns', types.blob, (column) => column.notNull())
      .execute();

    // The segment comes first in the key: a new segment is appended at the end of the tree instead of being sprinkled
    // over all of it, and a merged one is removed as one range.
    const postings = db.schema
      .createTable('search_postings')
      .addColumn('segment_id', types.integer, (column) => column.notNull())
      .addColumn('term', types.text, (column) => column.notNull())
      .addColumn('paper_count', types.integer, (column) => column.notNull())
      .addColumn('lists', types.blob, (column) => column.notNull())
      .addPrimaryKeyConstraint('search_postings_key', ['segment_id', 'term']);
    await (types === columnTypes.sqlite ? postings.modifyEnd(sql`without rowid`) : postings).execute();
  },
};
