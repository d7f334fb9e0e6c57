import type { PaperId } from '../papers/identifiers.ts';
import { listPapersByIds } from '../papers/paper-store.ts';
import type { Database } from '../storage/database.ts';
import { reasonLine, type TrendingReason } from './explain-trending.ts';
import type { TrendingPaper, TrendingQuery } from './list-trending.ts';
import { storedDepth } from './stored-lists.ts';

/**
 * A list as it was stored; undefined where it was not, or not so deep. Of two papers that were taken for one since
 * then, the higher place stands.
 */
export async function readStoredList(
  database: Database,
  { day, windowDays, limit, category, withCode }: TrendingQuery,
): Promise<TrendingPaper[] | undefined> {
  if (category !== undefined || withCode || limit > storedDepth.newest) return undefined;
  const rows = await database
    .selectFrom('trending_lists')
    .selectAll()
    .where('day', '=', day)
    .where('window_days', '=', windowDays)
    .where('place', '<=', limit)
    .orderBy('place')
    .execute();
  if (rows.length === 0) return undefined;
  const papers = new Map(
    (
      await listPapersByIds(
        database,
        rows.map(({ paper_id }) => paper_id as PaperId),
      )
    ).map((paper) => [paper.id as number, paper]),
  );
  return rows.flatMap(({ paper_id, score, why }) => {
    const paper = papers.get(paper_id);
    papers.delete(paper_id);
    const reasons = JSON.parse(why) as TrendingReason[];
    return paper ? [{ paper, score, why: reasons, reason: reasonLine(reasons) }] : [];
  });
}
