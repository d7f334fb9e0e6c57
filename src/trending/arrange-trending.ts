import { listPapersByIds } from '../papers/paper-store.ts';
import type { PaperId } from '../papers/identifiers.ts';
import type { Paper } from '../papers/paper.ts';
import type { Database } from '../storage/database.ts';
import { diversify, DIVERSIFY_LOOKAHEAD } from './diversify.ts';
import { explainTrending, reasonLine } from './explain-trending.ts';
import { listCandidates, type Candidate } from './list-candidates.ts';
import { readNewElsewhere } from './read-new-elsewhere.ts';
import { readWeeklyGains } from './read-weekly-gains.ts';
import { takeTurns } from './take-turns.ts';
import type { TrendingPart } from './trending-score.ts';
import type { TrendingPaper, TrendingQuery } from './list-trending.ts';

/** A paper with a score above 0. */
export interface RankedPaper {
  id: PaperId;
  listedOn: string;
  score: number;
  parts: TrendingPart[];
}

/** So many ranked papers are enough to arrange a list of this length. */
export const rankedFor = (limit: number): number => limit + DIVERSIFY_LOOKAHEAD;

/**
 * Makes the list of ranked papers, greatest score first: so arranged that no field, group of authors or topic fills
 * the page; where they are too few, papers without any signal follow, newest first, the fields in turns. No paper is new
 * on two days.
 * `nowMs`: what the reasons speak of.
 */
export async function arrangeTrending(
  database: Database,
  ranked: readonly RankedPaper[],
  { nowMs, ...query }: TrendingQuery & { nowMs: number },
): Promise<TrendingPaper[]> {
  const rising = await readPapers(database, await leaveOutNewElsewhere(database, ranked, query));
  const arranged = diversify(rising, {
    scoreOf: ({ score }) => score,
    paperOf: ({ paper }) => paper,
    limit: query.limit,
  });
  const gains = await readWeeklyGains(
    database,
    arranged.map(({ id }) => id),
    nowMs,
  );
  const left = query.limit - arranged.length;
  const resting =
    left > 0
      ? await listResting(database, new Set(ranked.map(({ id }) => id)), { ...query, limit: left })
      : [];
  return [...arranged, ...resting].map(({ paper, score, parts, listedOn }) => {
    const ageDays = Math.max(0, (nowMs - Date.parse(listedOn)) / 86_400_000);
    const why = explainTrending(paper, { parts, ageDays, weeklyGains: gains.get(paper.id) });
    return { paper, score, why, reason: reasonLine(why) };
  });
}

/** A list of one day says what is new; longer windows say what happened. */
async function leaveOutNewElsewhere<Item extends { id: PaperId }>(
  database: Database,
  items: readonly Item[],
  { windowDays, day }: TrendingQuery,
): Promise<readonly Item[]> {
  if (windowDays !== 1) return items;
  const ids = items.map(({ id }) => id);
  const newElsewhere = await readNewElsewhere(database, day, ids);
  return items.filter(({ id }) => !newElsewhere.has(id));
}

async function listResting(
  database: Database,
  taken: ReadonlySet<number>,
  query: TrendingQuery,
): Promise<(RankedPaper & { paper: Paper })[]> {
  const candidates = await listCandidates(database, query);
  const free = candidates.filter(({ id }) => !taken.has(id));
  const turns = takeTurns(await leaveOutNewElsewhere(database, free, query), {
    groupOf: ({ field }: Candidate) => field,
    limit: query.limit,
  });
  return readPapers(
    database,
    turns.map(({ id, listedOn }) => ({ id, listedOn, score: 0, parts: [] })),
  );
}

async function readPapers(
  database: Database,
  ranked: readonly RankedPaper[],
): Promise<(RankedPaper & { paper: Paper })[]> {
  const papers = await listPapersByIds(
    database,
    ranked.map(({ id }) => id),
  );
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  return ranked.flatMap((one) => {
    const paper = byId.get(one.id);
    return paper ? [{ ...one, paper }] : [];
  });
}
