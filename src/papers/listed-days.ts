import type { Database } from '../storage/database.ts';
import type { ListedPeriod } from './listed-papers.ts';

export interface DayCount {
  /** `YYYY-MM-DD`. */
  day: string;
  count: number;
}

/**
 * The newest day on which papers are listed, if asked no later than `notAfter`; papers of which only the month is known
 * have no day.
 */
export async function newestListedDay(
  database: Database,
  { notAfter }: { notAfter?: string } = {},
): Promise<string | undefined> {
  return firstDay(
    daysOf(database)
      .$if(notAfter !== undefined, (days) => days.where('listed_on', '<=', notAfter ?? ''))
      .orderBy('listed_on', 'desc'),
  );
}

/** The nearest days with papers before and after a day, which may itself have none. */
export async function previousAndNextDay(
  database: Database,
  day: string,
): Promise<{ previous: string | undefined; next: string | undefined }> {
  const [previous, next] = await Promise.all([
    firstDay(daysOf(database).where('listed_on', '<', day).orderBy('listed_on', 'desc')),
    firstDay(daysOf(database).where('listed_on', '>', day).orderBy('listed_on', 'asc')),
  ]);
  return { previous, next };
}

/** The days of a period that have papers, newest first, with how many: the newest four hundred of them at most. */
export async function countByDay(database: Database, { from, to }: ListedPeriod): Promise<DayCount[]> {
  const rows = await daysOf(database)
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('listed_on', '>=', from)
    .where('listed_on', '<', to)
    .groupBy('listed_on')
    .orderBy('listed_on', 'desc')
    .limit(MAX_DAYS)
    .execute();
  return rows.map(({ listed_on, count }) => ({ day: listed_on ?? '', count }));
}

const MAX_DAYS = 400;

function daysOf(database: Database) {
  return database
    .selectFrom('papers')
    .select('listed_on')
    .where((where) => where(where.fn<number>('length', ['listed_on']), '=', 10));
}

async function firstDay(days: ReturnType<typeof daysOf>): Promise<string | undefined> {
  const row = await days.limit(1).executeTakeFirst();
  return row?.listed_on ?? undefined;
}
