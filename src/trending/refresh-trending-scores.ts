import type { Clock } from '../lib/clock.ts';
import { newestListedDay } from '../papers/listed-days.ts';
import type { Database } from '../storage/database.ts';
import { rowsFromJson } from '../storage/json-rows.ts';
import type { TrendingScoreRow } from '../storage/tables/trending-tables.ts';
import { CompetingPapers } from './competing-papers.ts';
import { markCompeting } from './mark-competing.ts';
import { MeasuredPapers, type ScorableMeasures } from './measured-papers.ts';
import { measurePaper } from './measure-paper.ts';
import { readScorablePapers, readSomeScorablePapers, type ScorablePaper } from './read-scorable-papers.ts';
import { trendingTuning } from './trending-constants.ts';
import { trendingNorms, type TrendingNorms } from './trending-norms.ts';
import { scoreAmong } from './trending-score.ts';

/** So many rows are written in one transaction, which takes some 30 ms: pages wait for it, and 20,000 are no sooner in all. */
const ROWS_PER_STEP = 2_000;
const PAPERS_PER_STEP = 500;
const MAX_CHANGED_STEPS = 10_000;
const dayMs = 86_400_000;

/** Works out the scores of all papers anew, with what is usual now. Answers how many papers have one. */
export async function refreshTrendingScores(
  database: Database,
  { clock, signal }: { clock: Clock; signal?: AbortSignal },
): Promise<number> {
  const now = clock.now();
  const refreshedAt = now.toISOString();
  // Whatever is noted from here on waits for the next time.
  await database.deleteFrom('trending_pending').execute();
  const measured = new MeasuredPapers();
  for await (const papers of readScorablePapers(database, { listedAfter: oldestDay(now) })) {
    signal?.throwIfAborted();
    measured.add(measureAll(papers, now));
  }
  const norms = trendingNorms(measured);
  const competing = new CompetingPapers({ day: await lastListedDay(database, now) });
  let scored = 0;
  let rows: TrendingScoreRow[] = [];
  const write = async (): Promise<void> => {
    signal?.throwIfAborted();
    await database.transaction().execute((transaction) => writeScores(transaction, rows));
    scored += rows.length;
    rows = [];
  };
  for (const paper of measured) {
    const row = toScoreRow(norms, paper, { refreshedAt, competes: 0 });
    if (row) {
      competing.add(paper, row.score);
      rows.push(row);
    }
    if (rows.length >= ROWS_PER_STEP) await write();
  }
  await write();
  await database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('trending_scores').where('refreshed_at', '<', refreshedAt).execute();
    await markCompeting(transaction, competing.ids());
    await transaction.deleteFrom('trending_refreshes').execute();
    await transaction
      .insertInto('trending_refreshes')
      .values({ refreshed_at: refreshedAt, norms: JSON.stringify(norms) })
      .execute();
  });
  return scored;
}

/**
 * Works out the scores of those papers anew whose signals were observed since the last time, compared with what was
 * usual when all were. Answers how many papers those were.
 */
export async function refreshChangedScores(
  database: Database,
  { clock, signal }: { clock: Clock; signal?: AbortSignal },
): Promise<number> {
  const last = await readLastRefresh(database);
  if (!last) return 0;
  let changed = 0;
  for (let step = 0; step < MAX_CHANGED_STEPS; step++) {
    signal?.throwIfAborted();
    const count = await database
      .transaction()
      .execute((transaction) => refreshSome(transaction, last.norms, clock.now()));
    if (count === 0) break;
    changed += count;
  }
  return changed;
}

export async function readLastRefresh(
  database: Database,
): Promise<{ refreshedAt: string; norms: TrendingNorms } | undefined> {
  const row = await database.selectFrom('trending_refreshes').selectAll().executeTakeFirst();
  return row && { refreshedAt: row.refreshed_at, norms: JSON.parse(row.norms) as TrendingNorms };
}

/** Papers older than this have no score. */
function oldestDay(now: Date): string {
  return new Date(now.getTime() - (trendingTuning.maxAgeDays + 1) * dayMs).toISOString().slice(0, 10);
}

/** The day whose lists are kept up to date. */
async function lastListedDay(database: Database, now: Date): Promise<string> {
  const today = now.toISOString().slice(0, 10);
  return (await newestListedDay(database, { notAfter: today })) ?? today;
}

async function refreshSome(transaction: Database, norms: TrendingNorms, now: Date): Promise<number> {
  const taken = await transaction
    .deleteFrom('trending_pending')
    .where('paper_id', 'in', (select) =>
      select.selectFrom('trending_pending').select('paper_id').limit(PAPERS_PER_STEP),
    )
    .returning('paper_id')
    .execute();
  const paperIds = taken.map(({ paper_id }) => paper_id);
  if (paperIds.length === 0) return 0;
  const papers = await readSomeScorablePapers(transaction, { listedAfter: oldestDay(now), paperIds });
  const measured = measureAll(papers, now);
  for (const { measures } of measured) {
    for (const { kind, measure } of measures) {
      const known = norms.kinds[kind];
      if (known) known.lookedAtMs = Math.max(known.lookedAtMs, measure.lookedAtMs);
    }
  }
  const rows = measured.flatMap(
    (paper) => toScoreRow(norms, paper, { refreshedAt: now.toISOString(), competes: 1 }) ?? [],
  );
  await transaction.deleteFrom('trending_scores').where('paper_id', 'in', paperIds).execute();
  await writeScores(transaction, rows);
  return paperIds.length;
}

function measureAll(papers: readonly ScorablePaper[], now: Date): ScorableMeasures[] {
  return papers.map((paper) => {
    const { id, listedOn, categories, hasCode } = paper;
    return { id, listedOn, categories, hasCode, ...measurePaper(paper, { nowMs: now.getTime() }) };
  });
}

/** Undefined for a paper without a score. */
function toScoreRow(
  norms: TrendingNorms,
  paper: ScorableMeasures,
  { refreshedAt, competes }: { refreshedAt: string; competes: 0 | 1 },
): TrendingScoreRow | undefined {
  const { score, parts } = scoreAmong(norms, paper);
  if (score <= 0) return undefined;
  return {
    paper_id: paper.id,
    score,
    listed_on: paper.listedOn,
    categories: paper.categories,
    has_code: paper.hasCode ? 1 : 0,
    parts: JSON.stringify(parts),
    refreshed_at: refreshedAt,
    competes,
  };
}

/** Of a row that is there already it stays as it was whether it competes. */
async function writeScores(transaction: Database, rows: readonly TrendingScoreRow[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => scoreColumnNames.map((column) => row[column]));
  await transaction
    .insertInto('trending_scores')
    .columns(scoreColumnNames)
    .expression(rowsFromJson(transaction, scoreColumns, values))
    .onConflict((conflict) =>
      conflict.column('paper_id').doUpdateSet((excluded) => ({
        score: excluded.ref('excluded.score'),
        listed_on: excluded.ref('excluded.listed_on'),
        categories: excluded.ref('excluded.categories'),
        has_code: excluded.ref('excluded.has_code'),
        parts: excluded.ref('excluded.parts'),
        refreshed_at: excluded.ref('excluded.refreshed_at'),
      })),
    )
    .execute();
}

const scoreColumns = {
  paper_id: 'integer',
  score: 'real',
  listed_on: 'text',
  categories: 'text',
  has_code: 'integer',
  parts: 'text',
  refreshed_at: 'text',
  competes: 'integer',
} as const;
const scoreColumnNames = Object.keys(scoreColumns) as (keyof typeof scoreColumns)[];
