import { sql } from 'kysely';
import { columnTypes } from '../column-types.ts';
import type { Migration } from '../migrate.ts';

export const searchPostingParts: Migration = {
  name: '0010-search-posting-parts',
  async up(db, types) {
    const parts = db.schema
      .createTable('search_posting_parts')
      .addColumn('segment_id', types.integer, (column) => column.notNull())
      .addColumn('term', types.text, (column) => column.notNull())
      .addColumn('part', types.integer, (column) => column.notNull())
      .addColumn('lists', types.blob, (column) => column.notNull())
      .addPrimaryKeyConstraint('search_posting_parts_key', ['segment_id', 'term', 'part']);
    await (types === columnTypes.sqlite ? parts.modifyEnd(sql`without rowid`) : parts).execute();
  },
};
