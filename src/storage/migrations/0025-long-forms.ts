import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Filters from before do not know what acronyms stand for: without one, all is looked up as before the first. */
export const longForms: Migration = {
  name: '0025-long-forms',
  async up(db) {
    await sql`update search_segments set term_filter = null`.execute(db);
  },
};
