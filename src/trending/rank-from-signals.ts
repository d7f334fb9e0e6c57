import type { Database } from '../storage/database.ts';
import type { RankedPaper } from './arrange-trending.ts';
import { listCandidates } from './list-candidates.ts';
import type { TrendingQuery } from './list-trending.ts';
import { readScoredSignals } from './read-scored-signals.ts';
import { trendingScores } from './trending-score.ts';

/** The papers of a window that have a score at `nowMs`, greatest first, worked out from what was observed up to then. */
export async function rankFromSignals(
  database: Database,
  { nowMs, ...query }: TrendingQuery & { nowMs: number },
): Promise<RankedPaper[]> {
  const signals = await readScoredSignals(database, { ...query, nowMs });
  const candidates = (await listCandidates(database, query)).filter(({ id }) => signals.has(id));
  const scores = trendingScores(
    candidates.map(({ id, field, listedOn }) => ({
      field,
      listedMs: Date.parse(listedOn),
      signals: signals.get(id) ?? [],
    })),
    { nowMs },
  );
  return candidates
    .map(({ id, listedOn }, index) => ({ id, listedOn, ...scores[index]! }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.id - a.id);
}
