import type { Migration } from '../migrate.ts';

export const termFilters: Migration = {
  name: '0024-term-filters',
  async up(db, types) {
    await db.schema.alterTable('search_segments').addColumn('term_filter', types.blob).execute();
  },
};
