import type { PaperId } from '../papers/identifiers.ts';
import type { PaperLinks } from '../papers/paper.ts';
import type { Database } from '../storage/database.ts';

/** A paper that competes for a list. */
export interface Candidate {
  id: PaperId;
  /** Its primary category; empty where it has none. */
  field: string;
  listedOn: string;
}

/** The days before the first listing day that competes, and the last that does. */
export interface CandidateWindow {
  day: string;
  windowDays: number;
}

/** Two months of all of arXiv; more candidates than that and the oldest are left out. */
const MAX_CANDIDATES = 60_000;

/** The papers listed in a window of days, newest first. */
export async function listCandidates(
  database: Database,
  { category, withCode, ...window }: CandidateWindow & { category?: string; withCode?: boolean },
): Promise<Candidate[]> {
  const rows = await database
    .selectFrom('papers')
    .select(['id', 'listed_on', 'categories'])
    .$if(withCode === true, (select) => select.select('links'))
    .where('listed_on', '>', dayBeforeWindow(window))
    .where('listed_on', '<=', window.day)
    .orderBy('listed_on', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_CANDIDATES)
    .execute();
  return rows
    .map(({ id, listed_on, categories, links }) => ({
      id: id as PaperId,
      listedOn: listed_on ?? window.day,
      categories: JSON.parse(categories) as string[],
      hasCode: links === undefined || (JSON.parse(links) as PaperLinks).code !== undefined,
    }))
    .filter(({ categories, hasCode }) => hasCode && (category === undefined || categories.includes(category)))
    .map(({ id, listedOn, categories }) => ({ id, listedOn, field: categories[0] ?? '' }));
}

/** The last day that is too old for the window. */
export function dayBeforeWindow({ day, windowDays }: CandidateWindow): string {
  return new Date(Date.parse(day) - windowDays * 86_400_000).toISOString().slice(0, 10);
}
