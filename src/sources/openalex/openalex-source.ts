import { textOf } from '../../lib/json-object.ts';
import { getJsonText } from '../json-answer.ts';
import { parseCursor } from '../parse-cursor.ts';
import { observedNow } from '../records-page.ts';
import { beginningDay, daysBefore, todayInUtc } from '../source-days.ts';
import type { FetchContext, Source, SourcePage, WatchedPaper } from '../source.ts';
import { parseOpenalexPage } from './openalex-page.ts';

const FIRST_DAYS = 7;
const MAX_PAGES = 200;
/** Papers whose citations are asked for: 20 requests of the daily 1,000 that need no key. */
const WATCHED_DAYS = 365;
const MAX_WATCHED = 1_000;
const DOIS_A_REQUEST = 50;
const FIELDS =
  'id,doi,title,publication_date,authorships,primary_location,locations,abstract_inverted_index,cited_by_count';

/**
 * OpenAlex: citations of the papers here, and, where categories are set, new works of those topics. A category is a
 * filter of OpenAlex's own: `primary_topic.field.id:17`.
 */
export const openalexSource: Source = {
  name: 'openalex',
  title: 'OpenAlex',
  politeness: { bucket: 'openalex', hosts: ['api.openalex.org'], intervalMs: 200 },
  schedule: { pattern: '30 3 * * *', zone: 'UTC' },
  async *fetch(context) {
    const cursor = JSON.stringify({ day: todayInUtc(context.clock) });
    for (const category of context.categories) yield* fetchWorks(category, context);
    // Only now: were it written behind the first category, a run that ends there would lose days of the others.
    if (context.categories.length > 0) yield { records: [], problems: [], cursor };
    yield* fetchCitations(context, cursor);
  },
};

async function* fetchWorks(filter: string, context: FetchContext): AsyncGenerator<SourcePage> {
  const today = todayInUtc(context.clock);
  const own = textOf(parseCursor(context.cursor).day) ?? daysBefore(today, FIRST_DAYS);
  // A work may be added days after its publication.
  const from = beginningDay(context.since, daysBefore(own, 3));
  let next: string | undefined = '*';
  for (let count = 0; count < MAX_PAGES && next !== undefined; count++) {
    context.report(`works of ${filter} since ${from}, page ${count + 1}`);
    const days = `from_publication_date:${from},to_publication_date:${today}`;
    const page = await ask(`${filter},${days},type:article|preprint`, next, context);
    next = page.nextCursor;
    yield { ...page, cursor: context.cursor };
  }
}

async function* fetchCitations(context: FetchContext, cursor: string): AsyncGenerator<SourcePage> {
  const watched = await context.listWatchedPapers({ days: WATCHED_DAYS, limit: MAX_WATCHED });
  const dois = watched.map(doiOf).filter((doi) => doi !== undefined);
  for (let start = 0; start < dois.length; start += DOIS_A_REQUEST) {
    context.report(`citations, papers ${start + 1} to ${Math.min(start + DOIS_A_REQUEST, dois.length)}`);
    const { signals } = await ask(`doi:${dois.slice(start, start + DOIS_A_REQUEST).join('|')}`, '*', context);
    yield { records: [], problems: [], signals, cursor };
  }
}

async function ask(
  filter: string,
  cursor: string,
  { http, options, clock }: FetchContext,
): Promise<
  Required<Pick<SourcePage, 'records' | 'problems' | 'signals'>> & { nextCursor: string | undefined }
> {
  const query = new URLSearchParams({ filter, cursor, 'per-page': '100', select: FIELDS });
  if (options.contact) query.set('mailto', options.contact);
  if (options.openalexKey) query.set('api_key', options.openalexKey);
  const text = await getJsonText(http, `https://api.openalex.org/works?${query.toString()}`);
  const { records, problems, signals, nextCursor } = parseOpenalexPage(text);
  return { records, problems, signals: observedNow(signals, clock), nextCursor };
}

/** Commas and bars would end the filter. */
function doiOf({ doi, arxivId }: WatchedPaper): string | undefined {
  const name = arxivId === undefined ? doi : `10.48550/arxiv.${arxivId}`;
  return name && !/[,|]/.test(name) ? name : undefined;
}
