import { textOf } from '../../lib/json-object.ts';
import {
  getJsonText,
  MAX_JSON_BYTES,
  parseJsonAnswer,
  requireObjects,
  textOfAnswer,
} from '../json-answer.ts';
import { parseCursor } from '../parse-cursor.ts';
import { observedNow, type CountedSignal } from '../records-page.ts';
import { beginningDay, daysBefore, todayInUtc } from '../source-days.ts';
import type { FetchContext, Source, SourcePage, WatchedPaper } from '../source.ts';
import { parseSemanticScholarPage } from './semantic-scholar-page.ts';

const BASE = 'https://api.semanticscholar.org/graph/v1/paper';
const FIELDS = 'title,abstract,authors,externalIds,year,publicationDate,venue,citationCount,openAccessPdf';
const FIRST_DAYS = 7;
const MAX_PAGES = 100;
const WATCHED_DAYS = 365;
const MAX_WATCHED = 5_000;
const PAPERS_A_REQUEST = 500;

/**
 * Semantic Scholar: citations of the papers here, and, where categories are set, new papers that match them. A
 * category is a search, as in `"protein folding" | alphafold`. Without a key the service often refuses.
 */
export const semanticScholarSource: Source = {
  name: 'semantic-scholar',
  title: 'Semantic Scholar',
  politeness: { bucket: 'semantic-scholar', hosts: ['api.semanticscholar.org'], intervalMs: 1_100 },
  schedule: { pattern: '0 5 * * *', zone: 'UTC' },
  async *fetch(context) {
    const cursor = JSON.stringify({ day: todayInUtc(context.clock) });
    for (const category of context.categories) yield* fetchSearch(category, context);
    // Only now: were it written behind the first category, a run that ends there would lose days of the others.
    if (context.categories.length > 0) yield { records: [], problems: [], cursor };
    yield* fetchCitations(context, cursor);
  },
};

async function* fetchSearch(search: string, context: FetchContext): AsyncGenerator<SourcePage> {
  const today = todayInUtc(context.clock);
  const own = textOf(parseCursor(context.cursor).day) ?? daysBefore(today, FIRST_DAYS);
  const from = beginningDay(context.since, daysBefore(own, 3));
  let token: string | undefined;
  for (let count = 0; count < MAX_PAGES; count++) {
    context.report(`${search} since ${from}, page ${count + 1}`);
    const query = new URLSearchParams({ query: search, fields: FIELDS, publicationDateOrYear: `${from}:` });
    if (token !== undefined) query.set('token', token);
    const text = await getJsonText(context.http, `${BASE}/search/bulk?${query.toString()}`, keyOf(context));
    const page = parseSemanticScholarPage(text);
    ({ token } = page);
    yield {
      records: page.records,
      problems: page.problems,
      signals: observedNow(page.signals, context.clock),
      cursor: context.cursor,
    };
    if (token === undefined) return;
  }
}

async function* fetchCitations(context: FetchContext, cursor: string): AsyncGenerator<SourcePage> {
  const watched = await context.listWatchedPapers({ days: WATCHED_DAYS, limit: MAX_WATCHED });
  const papers = watched.filter(({ arxivId, doi }) => arxivId ?? doi);
  for (let start = 0; start < papers.length; start += PAPERS_A_REQUEST) {
    const asked = papers.slice(start, start + PAPERS_A_REQUEST);
    context.report(`citations, papers ${start + 1} to ${start + asked.length}`);
    const answer = await context.http.post(
      `${BASE}/batch?fields=externalIds,citationCount`,
      { ids: asked.map(nameOf) },
      { headers: keyOf(context), maxBytes: MAX_JSON_BYTES },
    );
    const counts = parseBatch(textOfAnswer(answer), asked);
    yield {
      records: [],
      problems: [],
      signals: observedNow(counts, context.clock),
      cursor,
    };
  }
}

/** The answers stand in the order of the questions, null for what is not known. */
function parseBatch(text: string, asked: readonly WatchedPaper[]): CountedSignal[] {
  const answers = parseJsonAnswer(text);
  requireObjects(answers, 'papers');
  return (answers as ({ citationCount?: unknown } | null)[]).flatMap((answer, index) => {
    const [paper, count] = [asked[index], answer?.citationCount];
    return paper && typeof count === 'number'
      ? [{ publicId: paper.publicId, signal: 'citations', count }]
      : [];
  });
}

function nameOf({ arxivId, doi }: WatchedPaper): string {
  return arxivId === undefined ? `DOI:${doi ?? ''}` : `ARXIV:${arxivId}`;
}

function keyOf({ options }: FetchContext): { [name: string]: string } {
  return options.semanticScholarKey ? { 'x-api-key': options.semanticScholarKey } : {};
}
