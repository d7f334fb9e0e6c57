import { sql } from 'kysely';
import { autoId } from '../column-types.ts';
import type { Migration } from '../migrate.ts';

export const linkReports: Migration = {
  name: '0020-link-reports',
  async up(db, types) {
    await db.schema
      .createTable('link_reports')
      .addColumn('id', types.id, autoId)
      .addColumn('public_id', types.text, (column) => column.notNull())
      .addColumn('url', types.text, (column) => column.notNull())
      .addColumn('report_count', types.integer, (column) => column.notNull())
      .addColumn('reported_at', types.text, (column) => column.notNull())
      .addColumn('verdict', types.text, (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('link_reports_link')
      .on('link_reports')
      .columns(['public_id', 'url'])
      .unique()
      .execute();
    await db.schema.createIndex('link_reports_verdict').on('link_reports').column('verdict').execute();
    // A score changes with every refresh, the day of a paper hardly ever: lists of a day look for the one, longer ones
    // for the other.
    await db.schema.dropIndex('trending_scores_listed').execute();
    await db.schema.createIndex('trending_scores_day').on('trending_scores').column('listed_on').execute();
    await db.schema.createIndex('trending_scores_score').on('trending_scores').column('score').execute();
    // Scores are compared with more than was kept so far; without a last time all are worked out anew.
    await sql`delete from trending_refreshes`.execute(db);
  },
};
