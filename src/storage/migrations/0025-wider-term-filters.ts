import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Filters from before know neither what acronyms stand for nor titles: a segment without one is searched as it was before the first. */
export const widerTermFilters: Migration = {
  name: '0025-wider-term-filters',
  async up(db) {
    await sql`update search_segments set term_filter = null`.execute(db);
  },
};
