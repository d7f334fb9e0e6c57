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
/** All read at once, cold from disk, they held up every page for more than a second. */
const CANDIDATES_PER_STEP = 4_000;

/** The papers listed in a window of days, newest first. */
export async function listCandidates(
  database: Database,
  { category, withCode, ...window }: CandidateWindow & { category?: string; withCode?: boolean },
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  let before: [listedOn: string, id: number] = [window.day, Number.MAX_SAFE_INTEGER];
  for (let read = 0; read < MAX_CANDIDATES; read += CANDIDATES_PER_STEP) {
    const rows = await database
      .selectFrom('papers')
      .select(['id', 'listed_on', 'categories'])
      .$if(withCode === true, (select) => select.select('links'))
      .where('listed_on', '>', dayBeforeWindow(window))
      .where(({ eb, refTuple, tuple }) => eb(refTuple('listed_on', 'id'), '<', tuple(...before)))
      .orderBy('listed_on', 'desc')
      .orderBy('id', 'desc')
      .limit(CANDIDATES_PER_STEP)
      .execute();
    for (const { id, listed_on, links, ...row } of rows) {
      const categories = JSON.parse(row.categories) as string[];
      const hasCode = links === undefined || (JSON.parse(links) as PaperLinks).code !== undefined;
      if (!hasCode || (category !== undefined && !categories.includes(category))) continue;
      candidates.push({ id: id as PaperId, listedOn: listed_on ?? window.day, field: categories[0] ?? '' });
    }
    const last = rows.at(-1);
    if (!last || rows.length < CANDIDATES_PER_STEP) break;
    before = [last.listed_on ?? '', last.id];
  }
  return candidates;
}

/** The last day that is too old for the window. */
export function dayBeforeWindow({ day, windowDays }: CandidateWindow): string {
  return new Date(Date.parse(day) - windowDays * 86_400_000).toISOString().slice(0, 10);
}
