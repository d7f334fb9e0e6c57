import { remember } from '../lib/remember.ts';
import type { Database } from '../storage/database.ts';
import { joinArrays, jsonArray } from '../storage/json-rows.ts';
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

const SERIES_PER_STEP = 20_000;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** The papers listed after a day that have signals, in steps, in the order of their ids. */
export async function* readScorablePapers(
  database: Database,
  { listedAfter }: { listedAfter: string },
): AsyncGenerator<ScorablePaper[]> {
  for (let afterId = 0; ;) {
    const rows = await readRows(database, { listedAfter, afterId });
    const lastId = rows.at(-1)?.[0];
    if (lastId === undefined) return;
    const isLast = rows.length < SERIES_PER_STEP;
    // The last paper of a full step may have more series; it is read again whole.
    const whole = isLast ? rows : rows.filter(([paperId]) => paperId !== lastId);
    if (whole.length === 0)
      throw new Error(`trending: paper ${lastId} has more than ${SERIES_PER_STEP} signals; thin them first`);
    yield groupByPaper(whole);
    if (isLast) return;
    afterId = whole.at(-1)![0];
  }
}

/** The same of some papers only. */
export async function readSomeScorablePapers(
  database: Database,
  { listedAfter, paperIds }: { listedAfter: string; paperIds: readonly number[] },
): Promise<ScorablePaper[]> {
  return groupByPaper(await readRows(database, { listedAfter, afterId: 0, paperIds }));
}

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
  { listedAfter, afterId, paperIds }: { listedAfter: string; afterId: number; paperIds?: readonly number[] },
): Promise<ScorableRow[]> {
  const { joined } = await database
    .selectFrom(
      database
        .selectFrom('papers')
        .innerJoin('signal_series', 'signal_series.paper_id', 'papers.id')
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
        .where('papers.listed_on', '>', listedAfter)
        .where('papers.id', '>', afterId)
        .$if(paperIds !== undefined, (select) => select.where('papers.id', 'in', paperIds ?? []))
        .orderBy('papers.id')
        .limit(SERIES_PER_STEP)
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
