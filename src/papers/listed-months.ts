import type { Database } from '../storage/database.ts';

/** More than a century; one lookup each. */
const MAX_MONTHS = 1_500;

/** The months in which papers are listed, newest first. */
export async function listMonths(database: Database): Promise<string[]> {
  const months: string[] = [];
  while (months.length < MAX_MONTHS) {
    const month = await newestMonthBefore(database, months.at(-1) ?? 'a');
    if (month === undefined) break;
    months.push(month);
  }
  return months;
}

/** Before the first day of a month; from one month to the next the index is skipped, not read. */
async function newestMonthBefore(database: Database, before: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('papers')
    .select('listed_on')
    .where('listed_on', '<', before)
    .where((where) => where(where.fn<number>('length', ['listed_on']), '>=', 7))
    .orderBy('listed_on', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.listed_on?.slice(0, 7);
}

export interface ChangedPaper {
  publicId: string;
  /** Instant at which something of it last changed here. */
  changedAt: string;
}

/** Read all at once, cold from disk, a month of a million papers held up every page for half a second. */
const PAPERS_PER_STEP = 1_000;

/** The papers of a month, by day and number, `limit` of them at most: their names alone. */
export async function listChangedPapers(
  database: Database,
  { from, to, limit }: { from: string; to: string; limit: number },
): Promise<ChangedPaper[]> {
  const papers: ChangedPaper[] = [];
  let after: [listedOn: string, id: number] = [from, -1];
  while (papers.length < limit) {
    const wanted = Math.min(PAPERS_PER_STEP, limit - papers.length);
    const rows = await database
      .selectFrom('papers')
      .select(['listed_on', 'id', 'public_id', 'changed_at'])
      .where(({ eb, refTuple, tuple }) => eb(refTuple('listed_on', 'id'), '>', tuple(...after)))
      .where('listed_on', '<', to)
      .orderBy('listed_on')
      .orderBy('id')
      .limit(wanted)
      .execute();
    papers.push(...rows.map(({ public_id, changed_at }) => ({ publicId: public_id, changedAt: changed_at })));
    const last = rows.at(-1);
    if (!last || rows.length < wanted) break;
    after = [last.listed_on ?? '', last.id];
  }
  return papers;
}
