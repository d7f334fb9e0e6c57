import type { Database } from '../storage/database.ts';
import { joinTexts, jsonArray } from '../storage/json-rows.ts';
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
  ...fold: FoldValues,
];

const FOLD_AT = 6;

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
            ...foldColumns.map((column) => select.ref(`signal_series.${column}`)),
          ]).as('row'),
        )
        .where('papers.listed_on', '>', listedAfter)
        .where('papers.id', '>', afterId)
        .$if(paperIds !== undefined, (select) => select.where('papers.id', 'in', paperIds ?? []))
        .orderBy('papers.id')
        .limit(SERIES_PER_STEP)
        .as('rows'),
    )
    .select((select) => joinTexts(select.ref('row')).as('joined'))
    .executeTakeFirstOrThrow();
  return JSON.parse(`[${joined ?? ''}]`) as ScorableRow[];
}

function groupByPaper(rows: readonly ScorableRow[]): ScorablePaper[] {
  const about = { days: new Map<string, number>(), categories: new Map<string, SharedCategories>() };
  const papers: ScorablePaper[] = [];
  let signals: ScoredSignal[] = [];
  for (const row of rows) {
    const id = row[0];
    if (papers.at(-1)?.id !== id) {
      const listedOn = row[1];
      const listedMs = remembered(about.days, listedOn, dayToMs);
      // Of papers of which only the month is known nobody can say how old they are.
      if (Number.isNaN(listedMs)) continue;
      signals = [];
      const shared = remembered(about.categories, row[2], shareCategories);
      papers.push({ id, listedOn, ...shared, hasCode: row[3] === 1, listedMs, signals });
    }
    const fold = fromFoldValues(row.slice(FOLD_AT) as unknown as FoldValues);
    signals.push({ signal: row[4], fold, sharedBy: row[5] });
  }
  return papers;
}

function dayToMs(day: string): number {
  return dayPattern.test(day) ? Date.parse(day) : NaN;
}

type SharedCategories = Pick<ScorablePaper, 'categories' | 'field'>;

function shareCategories(categories: string): SharedCategories {
  return { categories, field: (JSON.parse(categories) as string[])[0] ?? '' };
}

/** Days and categories are the same for very many papers. */
function remembered<Value>(values: Map<string, Value>, key: string, workOut: (key: string) => Value): Value {
  let value = values.get(key);
  if (value === undefined) {
    value = workOut(key);
    values.set(key, value);
  }
  return value;
}
