import type { Database } from '../../storage/database.ts';

/** Beyond these, the day decides. */
const MAX_SCORES = 10_000;

/** The trending scores of the papers that have one, the highest first. */
export async function readTrendingScores(database: Database): Promise<ReadonlyMap<number, number>> {
  const rows = await database
    .selectFrom('trending_scores')
    .select(['paper_id', 'score'])
    .where('score', '>', 0)
    .orderBy('score', 'desc')
    .orderBy('paper_id')
    .limit(MAX_SCORES)
    .execute();
  return new Map(rows.map(({ paper_id: id, score }) => [id, score]));
}
