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

/** The papers of a month, oldest number first, `limit` of them at most: their names alone. */
export async function listChangedPapers(
  database: Database,
  { from, to, limit }: { from: string; to: string; limit: number },
): Promise<ChangedPaper[]> {
  const rows = await database
    .selectFrom('papers')
    .select(['public_id', 'changed_at'])
    .where('listed_on', '>=', from)
    .where('listed_on', '<', to)
    .orderBy('listed_on')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ public_id, changed_at }) => ({ publicId: public_id, changedAt: changed_at }));
}
