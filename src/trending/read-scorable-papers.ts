import { expressionBuilder, type Expression, type SqlBool } from 'kysely';
import { remember } from '../lib/remember.ts';
import type { Database } from '../storage/database.ts';
import { joinArrays, jsonArray } from '../storage/json-rows.ts';
import type { Schema } from '../storage/schema.ts';
import { foldColumns, fromFoldValues, type FoldValues } from './fold-row.ts';
import type { ScoredPaper, ScoredSignal } from './measure-paper.ts';

/** A paper with signals, and what its row in the score table takes from it. */
export interface ScorablePaper extends ScoredPaper {
  id: number;
  listedOn: string;
  /** JSON, as stored. */
  categories: string;
  hasCode: boolean;
}

/** By their row numbers: a step takes up to 30 ms, during which nothing else is answered. */
const PAPERS_PER_STEP = 2_000;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** The papers listed after a day that have signals, in steps, in the order of their ids. */
export async function* readScorablePapers(
  database: Database,
  { listedAfter }: { listedAfter: string },
): AsyncGenerator<ScorablePaper[]> {
  const { first, last } = await database
    .selectFrom('signal_series')
    .select(({ fn }) => [fn.min('paper_id').as('first'), fn.max('paper_id').as('last')])
    .executeTakeFirstOrThrow();
  if (first === null || last === null) return;
  for (let fromId = Number(first); fromId <= Number(last); fromId += PAPERS_PER_STEP) {
    const step = series.between('signal_series.paper_id', fromId, fromId + PAPERS_PER_STEP - 1);
    yield groupByPaper(await readRows(database, listedAfter, step));
  }
}

/** The same of some papers only. */
export async function readSomeScorablePapers(
  database: Database,
  { listedAfter, paperIds }: { listedAfter: string; paperIds: readonly number[] },
): Promise<ScorablePaper[]> {
  const some = series('signal_series.paper_id', 'in', paperIds);
  return groupByPaper(await readRows(database, listedAfter, some));
}

const series = expressionBuilder<Schema, 'signal_series'>();

type ScorableRow = [
  paperId: number,
  listedOn: string,
  categories: string,
  hasCode: number,
  signal: string,
  sharedBy: number,
  fold: FoldValues,
];

async function readRows(
  database: Database,
  listedAfter: string,
  which: Expression<SqlBool>,
): Promise<ScorableRow[]> {
  const { joined } = await database
    .selectFrom(
      database
        .selectFrom('signal_series')
        // SQLite keeps the order of a cross join: from the papers on it would read all of them, texts and all, to find
        // the few that have signals.
        .crossJoin('papers')
        .select((select) =>
          jsonArray(database, [
            select.ref('papers.id'),
            select.ref('papers.listed_on'),
            select.ref('papers.categories'),
            select.case().when('papers.links', 'like', '%"code":%').then(1).else(0).end(),
            select.ref('signal_series.signal'),
            select.ref('signal_series.shared_by'),
            jsonArray(
              database,
              foldColumns.map((column) => select.ref(`signal_series.${column}`)),
            ),
          ]).as('row'),
        )
        .whereRef('papers.id', '=', 'signal_series.paper_id')
        .where('papers.listed_on', '>', listedAfter)
        .where(which)
        .orderBy('signal_series.paper_id')
        .as('rows'),
    )
    .select((select) => joinArrays(select.ref('row')).as('joined'))
    .executeTakeFirstOrThrow();
  return JSON.parse(`[${joined ?? ''}]`) as ScorableRow[];
}

function groupByPaper(rows: readonly ScorableRow[]): ScorablePaper[] {
  const papers: ScorablePaper[] = [];
  let signals: ScoredSignal[] = [];
  // By their places: taking a row apart by names takes several times as long.
  for (const row of rows) {
    const id = row[0];
    if (papers.at(-1)?.id !== id) {
      const { listedOn, listedMs } = dayOf(row[1]);
      // Of papers of which only the month is known nobody can say how old they are.
      if (Number.isNaN(listedMs)) continue;
      signals = [];
      papers.push({ id, listedOn, listedMs, ...categoriesOf(row[2]), hasCode: row[3] === 1, signals });
    }
    signals.push({ signal: row[4], fold: fromFoldValues(row[6]), sharedBy: row[5] });
  }
  return papers;
}

// Days and categories are the same for very many papers.
const dayOf = remember(
  (listedOn: string) => ({ listedOn, listedMs: dayPattern.test(listedOn) ? Date.parse(listedOn) : NaN }),
  { keyOf: (listedOn) => listedOn, maxCount: 200 },
);
const categoriesOf = remember(
  (categories: string) => ({ categories, field: (JSON.parse(categories) as string[])[0] ?? '' }),
  { keyOf: (categories) => categories, maxCount: 10_000 },
);
