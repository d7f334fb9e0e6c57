import { sql } from 'kysely';
import type { PaperId } from '../papers/identifiers.ts';
import type { Database } from '../storage/database.ts';
import { rankedFor, type RankedPaper } from './arrange-trending.ts';
import { dayBeforeWindow } from './list-candidates.ts';
import type { TrendingQuery } from './list-trending.ts';
import type { TrendingPart } from './trending-score.ts';

/** The papers of a window as the table of scores has them, greatest first, as many as its list needs. */
export async function readRankedPapers(
  database: Database,
  { category, withCode, ...query }: TrendingQuery,
): Promise<RankedPaper[]> {
  const rows = await database
    .selectFrom('trending_scores')
    .select(['paper_id', 'score', 'listed_on', 'parts'])
    // In its own words, not as a parameter: only so is the index of those that compete known to have them.
    .where('competes', '=', sql.lit(1))
    .where((where) => {
      if (query.windowDays === 1) return where('listed_on', '=', query.day);
      // Of more days the best stand at the head of the index of scores, which neither database takes where it may look
      // for the days.
      const listedOn = sql<string>`${where.ref('listed_on')} || ''`;
      return where.and([where(listedOn, '>', dayBeforeWindow(query)), where(listedOn, '<=', query.day)]);
    })
    .$if(withCode === true, (select) => select.where('has_code', '=', 1))
    .$if(category !== undefined, (select) =>
      select.where((where) =>
        where(
          where.fn<string>('replace', ['categories', where.val(JSON.stringify(category)), where.val('')]),
          '<>',
          where.ref('categories'),
        ),
      ),
    )
    .orderBy('score', 'desc')
    .orderBy('paper_id', 'desc')
    .limit(rankedFor(query.limit))
    .execute();
  return rows.map(({ paper_id, score, listed_on, parts }) => ({
    id: paper_id as PaperId,
    score,
    listedOn: listed_on,
    parts: JSON.parse(parts) as TrendingPart[],
  }));
}
