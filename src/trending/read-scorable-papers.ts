import type { Database } from '../storage/database.ts';
import { fromFoldColumns } from './fold-row.ts';
import type { ScoredPaper } from './measure-paper.ts';

/** A paper with signals, and what its row in the score table takes from it. */
export interface ScorablePaper extends ScoredPaper {
  id: number;
  listedOn: string;
  /** JSON, as stored. */
  categories: string;
  hasCode: boolean;
}

const SERIES_PER_STEP = 20_000;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** The papers listed after a day that have signals, in steps, in the order of their ids. */
export async function* readScorablePapers(
  database: Database,
  { listedAfter }: { listedAfter: string },
): AsyncGenerator<ScorablePaper[]> {
  for (let afterId = 0; ;) {
    const rows = await scorableRows(database, listedAfter)
      .where('papers.id', '>', afterId)
      .orderBy('papers.id')
      .limit(SERIES_PER_STEP)
      .execute();
    const lastId = rows.at(-1)?.paper_id;
    if (lastId === undefined) return;
    const isLast = rows.length < SERIES_PER_STEP;
    // The last paper of a full step may have more series; it is read again whole.
    const whole = isLast ? rows : rows.filter(({ paper_id }) => paper_id !== lastId);
    if (whole.length === 0)
      throw new Error(`trending: paper ${lastId} has more than ${SERIES_PER_STEP} signals; thin them first`);
    yield groupByPaper(whole);
    if (isLast) return;
    afterId = whole.at(-1)!.paper_id;
  }
}

/** The same of some papers only. */
export async function readSomeScorablePapers(
  database: Database,
  { listedAfter, paperIds }: { listedAfter: string; paperIds: readonly number[] },
): Promise<ScorablePaper[]> {
  return groupByPaper(
    await scorableRows(database, listedAfter)
      .where('papers.id', 'in', paperIds)
      .orderBy('papers.id')
      .execute(),
  );
}

function scorableRows(database: Database, listedAfter: string) {
  return database
    .selectFrom('papers')
    .innerJoin('signal_series', 'signal_series.paper_id', 'papers.id')
    .selectAll('signal_series')
    .select(['papers.listed_on', 'papers.categories', 'papers.links'])
    .where('papers.listed_on', '>', listedAfter);
}

type ScorableRow = Awaited<ReturnType<ReturnType<typeof scorableRows>['execute']>>[number];

function groupByPaper(rows: readonly ScorableRow[]): ScorablePaper[] {
  const papers: (ScorablePaper & { signals: ScoredPaper['signals'][number][] })[] = [];
  for (const row of rows) {
    const { paper_id: id, listed_on: listedOn, categories } = row;
    // Of papers of which only the month is known nobody can say how old they are.
    if (listedOn === null || !dayPattern.test(listedOn)) continue;
    if (papers.at(-1)?.id !== id) {
      papers.push({
        ...{ id, listedOn, categories, hasCode: row.links.includes('"code":') },
        field: (JSON.parse(categories) as string[])[0] ?? '',
        listedMs: Date.parse(listedOn),
        signals: [],
      });
    }
    papers.at(-1)!.signals.push({ signal: row.signal, fold: fromFoldColumns(row), sharedBy: row.shared_by });
  }
  return papers;
}
