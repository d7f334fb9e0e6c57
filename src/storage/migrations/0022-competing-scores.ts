import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const competingScores: Migration = {
  name: '0022-competing-scores',
  async up(db, types) {
    // Each hour every score changes, and with it its place in an index by score: that took longer than writing the rows.
    // Now only those that a list could name are in one.
    await db.schema.dropIndex('trending_scores_score').execute();
    await db.schema.dropIndex('trending_scores_day').execute();
    await db.schema
      .alterTable('trending_scores')
      .addColumn('competes', types.integer, (column) => column.notNull().defaultTo(1))
      .execute();
    for (const columns of [['score'], ['listed_on', 'score']]) {
      await db.schema
        .createIndex(`trending_scores_by_${columns.join('_and_')}`)
        .on('trending_scores')
        .columns(columns)
        .where(sql.ref('competes'), '=', sql.lit(1))
        .execute();
    }
  },
};
