import { daysBefore, todayInUtc } from '../source-days.ts';
import type { FetchContext, SourcePage } from '../source.ts';
import { writeArxivCursor, type ArxivCursor } from './arxiv-cursor.ts';
import { readArxivQueryPage } from './arxiv-query.ts';

const PAGE_SIZE = 1_000;
/** The interface refuses to go further. */
const MAX_RESULTS = 30_000;
/** The side road is for the newest papers; what it leaves out comes by OAI-PMH later. */
const DAYS = 3;

/** The newest papers by the query API. It knows no announcement days, and leaves the cursor where it was. */
export async function* fetchArxivQuery(
  { http, categories, clock, report }: FetchContext,
  cursor: ArxivCursor,
): AsyncGenerator<SourcePage> {
  const today = todayInUtc(clock);
  const days = `submittedDate:[${compact(daysBefore(today, DAYS))}0000 TO ${compact(today)}2359]`;
  const within = categories.map((category) => `cat:${category}`).join(' OR ');
  for (let start = 0; start < MAX_RESULTS; start += PAGE_SIZE) {
    report(`query API, from result ${start + 1}`);
    const query = new URLSearchParams({
      search_query: within ? `(${within}) AND ${days}` : days,
      sortBy: 'submittedDate',
      sortOrder: 'descending',
      start: String(start),
      max_results: String(PAGE_SIZE),
    });
    const answer = await http.get(`https://export.arxiv.org/api/query?${query.toString()}`);
    const page = await readArxivQueryPage(answer.pieces());
    yield { records: page.records, problems: page.problems, cursor: writeArxivCursor(cursor) };
    if (page.records.length === 0 || start + PAGE_SIZE >= page.totalCount) return;
  }
}

function compact(day: string): string {
  return day.replaceAll('-', '');
}
