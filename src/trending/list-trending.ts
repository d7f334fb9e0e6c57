import { listPapersByIds } from '../papers/paper-store.ts';
import type { Paper } from '../papers/paper.ts';
import type { Database } from '../storage/database.ts';
import { diversify, DIVERSIFY_LOOKAHEAD } from './diversify.ts';
import { explainTrending, type TrendingReason } from './explain-trending.ts';
import { listCandidates, type Candidate } from './list-candidates.ts';
import { readScoredSignals } from './read-scored-signals.ts';
import { readWeeklyGains } from './read-weekly-gains.ts';
import { takeTurns } from './take-turns.ts';
import { trendingScores, type TrendingScore } from './trending-score.ts';

export interface TrendingQuery {
  /** The last day of the window, `YYYY-MM-DD`; signals observed after it are not looked at. */
  day: string;
  /** How many days of listings compete: 1, 7 or 30. */
  windowDays: number;
  limit: number;
  /** Only papers of this category, primary or not. */
  category?: string;
  /** Only papers whose code is known. */
  withCode?: boolean;
}

export interface TrendingPaper {
  paper: Paper;
  score: number;
  /** One line for people: why it is here. */
  reason: string;
  /** The same in its components, strongest first, the age last. */
  why: TrendingReason[];
}

/**
 * The papers listed in a window of days, most trending first, so arranged that no field, group of authors or topic
 * fills the page. Papers without any signal follow, newest first, the fields in turns, so that a day without signals
 * still is a list worth reading. A greater limit only adds papers at the end.
 */
export async function listTrending(database: Database, query: TrendingQuery): Promise<TrendingPaper[]> {
  const nowMs = Date.parse(`${query.day}T23:59:59.999Z`);
  const candidates = await listCandidates(database, query);
  const signals = await readScoredSignals(database, { ...query, nowMs });
  const rank = (some: Candidate[]): RankedCandidate[] => {
    const scores = trendingScores(
      some.map(({ id, field, listedOn }) => ({
        field,
        listedMs: Date.parse(listedOn),
        signals: signals.get(id) ?? [],
      })),
      { nowMs },
    );
    return some.map((candidate, index) => ({ ...candidate, trending: scores[index]! }));
  };
  const ranked = rank(candidates.filter(({ id }) => signals.has(id)));
  const risen = ranked.filter(({ trending }) => trending.score > 0);
  const rising = risen
    .sort((a, b) => b.trending.score - a.trending.score || b.id - a.id)
    .slice(0, query.limit + DIVERSIFY_LOOKAHEAD);
  const risenIds = new Set(risen.map(({ id }) => id));
  const resting = rank(
    takeTurns(
      candidates.filter(({ id }) => !risenIds.has(id)),
      { groupOf: ({ field }) => field, limit: Math.max(0, query.limit - risen.length) },
    ),
  );
  const papers = new Map(
    (
      await listPapersByIds(
        database,
        [...rising, ...resting].map(({ id }) => id),
      )
    ).map((paper) => [paper.id, paper]),
  );
  const withPaper = (candidate: RankedCandidate): (RankedCandidate & { paper: Paper })[] => {
    const paper = papers.get(candidate.id);
    return paper ? [{ ...candidate, paper }] : [];
  };
  const chosen = [
    ...diversify(rising.flatMap(withPaper), {
      scoreOf: ({ trending }) => trending.score,
      paperOf: ({ paper }) => paper,
      limit: query.limit,
    }),
    ...resting.flatMap(withPaper),
  ].slice(0, query.limit);
  const gains = await readWeeklyGains(
    database,
    chosen.filter(({ trending }) => trending.score > 0).map(({ id }) => id),
    nowMs,
  );
  return chosen.map(({ paper, trending }) => ({
    paper,
    score: trending.score,
    ...explainTrending(paper, trending, gains.get(paper.id) ?? new Map<string, number>()),
  }));
}

type RankedCandidate = Candidate & { trending: TrendingScore };
