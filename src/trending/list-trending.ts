import { listPapersByIds } from '../papers/paper-store.ts';
import type { Paper } from '../papers/paper.ts';
import type { PaperId } from '../papers/identifiers.ts';
import type { Database } from '../storage/database.ts';
import { diversify } from './diversify.ts';
import { trendingScore, type SignalSeries, type TrendingScore } from './trending-score.ts';

export interface TrendingQuery {
  /** The last day of the window, `YYYY-MM-DD`; signals observed after it are not looked at. */
  day: string;
  /** How many days of listings compete: 1, 7 or 30. */
  windowDays: number;
  limit: number;
  /** Only papers of this category. */
  category?: string;
}

export interface TrendingPaper {
  paper: Paper;
  score: number;
  /** One line for people: why it is here. */
  reason: string;
}

/**
 * The papers listed in a window of days, most trending first. Papers without any signal follow, newest first, one
 * category after the other in turns, so that a day without signals still is a list worth reading.
 */
export async function listTrending(database: Database, query: TrendingQuery): Promise<TrendingPaper[]> {
  const candidates = await listCandidates(database, query);
  const series = await readSignals(database, candidates);
  const nowMs = Date.parse(`${query.day}T23:59:59.999Z`);
  const scored = candidates.map((candidate) => ({
    ...candidate,
    trending: trendingScore(series.get(candidate.id) ?? [], {
      listedMs: Date.parse(candidate.listedOn),
      nowMs,
    }),
  }));
  const rising = scored
    .filter(({ trending }) => trending.score > 0)
    .sort((a, b) => b.trending.score - a.trending.score || b.id - a.id);
  const resting = scored.filter(({ trending }) => trending.score === 0);
  const chosen = [...rising, ...diversify(resting, ({ category }) => category, query.limit)].slice(
    0,
    query.limit,
  );
  return hydrate(database, chosen);
}

interface Candidate {
  id: PaperId;
  category: string;
  listedOn: string;
}

/** Two months of all of arXiv; more candidates than that and the oldest are left out. */
const MAX_CANDIDATES = 60_000;

async function listCandidates(
  database: Database,
  { day, windowDays, category }: TrendingQuery,
): Promise<Candidate[]> {
  const rows = await database
    .selectFrom('papers')
    .select(['id', 'listed_on', 'categories'])
    .where('listed_on', '>', daysBefore(day, windowDays))
    .where('listed_on', '<=', day)
    .orderBy('listed_on', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_CANDIDATES)
    .execute();
  const candidates = rows.map((row) => ({
    id: row.id as PaperId,
    listedOn: row.listed_on ?? day,
    categories: JSON.parse(row.categories) as string[],
  }));
  return candidates
    .filter(({ categories }) => category === undefined || categories.includes(category))
    .map(({ id, listedOn, categories }) => ({ id, listedOn, category: categories[0] ?? '' }));
}

async function readSignals(
  database: Database,
  candidates: Candidate[],
): Promise<Map<number, SignalSeries[]>> {
  const first = candidates.reduce((least, { id }) => Math.min(least, id), Infinity);
  const last = candidates.reduce((most, { id }) => Math.max(most, id), -Infinity);
  const wanted = new Set<number>(candidates.map(({ id }) => id));
  const series = new Map<number, SignalSeries[]>();
  if (wanted.size === 0) return series;
  const rows = await database
    .selectFrom('signals')
    .selectAll()
    .where('paper_id', '>=', first)
    .where('paper_id', '<=', last)
    .orderBy('paper_id')
    .orderBy('signal')
    .orderBy('observed_at')
    .execute();
  for (const row of rows) {
    if (!wanted.has(row.paper_id)) continue;
    const ofPaper = series.get(row.paper_id) ?? [];
    series.set(row.paper_id, ofPaper);
    let current = ofPaper.at(-1);
    if (current?.signal !== row.signal) ofPaper.push((current = { signal: row.signal, observations: [] }));
    current.observations.push({ atMs: Date.parse(row.observed_at), count: row.count });
  }
  return series;
}

async function hydrate(
  database: Database,
  chosen: (Candidate & { trending: TrendingScore })[],
): Promise<TrendingPaper[]> {
  const papers = await listPapersByIds(
    database,
    chosen.map(({ id }) => id),
  );
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  return chosen.flatMap(({ id, trending }) => {
    const paper = byId.get(id);
    return paper ? [{ paper, score: trending.score, reason: reasonFor(paper, trending) }] : [];
  });
}

function reasonFor(paper: Paper, { parts }: TrendingScore): string {
  const strongest = parts.slice(0, 2).map(({ signal, gained }) => `+${Math.round(gained)} ${signal}`);
  if (strongest.length > 0) return strongest.join(', ');
  const field = paper.categories[0] ? ` in ${paper.categories[0]}` : '';
  return `new${field}${paper.links.code ? ', with code' : ''}`;
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}
