import { sql } from 'kysely';
import type { Database } from '../../storage/database.ts';
import { MAX_SORTED_SCORES } from '../../trending/competing-papers.ts';

/** The highest trending scores, highest first. Beyond these, the day decides. */
export async function readTrendingScores(database: Database): Promise<ReadonlyMap<number, number>> {
  const rows = await database
    .selectFrom('trending_scores')
    .select(['paper_id', 'score'])
    .where('competes', '=', sql.lit(1))
    .orderBy('score', 'desc')
    .orderBy('paper_id')
    .limit(MAX_SORTED_SCORES)
    .execute();
  return new Map(rows.map(({ paper_id: id, score }) => [id, score]));
}
