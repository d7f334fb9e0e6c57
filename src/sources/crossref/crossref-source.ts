import { textOf } from '../../lib/json-object.ts';
import { getJsonText } from '../json-answer.ts';
import { parseCursor } from '../parse-cursor.ts';
import { observedNow } from '../records-page.ts';
import { beginningDay, daysBefore, todayInUtc } from '../source-days.ts';
import type { FetchContext, Source, SourcePage } from '../source.ts';
import { parseCrossrefPage } from './crossref-page.ts';

const FIRST_DAYS = 7;
const MAX_PAGES = 500;
const PAGE_SIZE = '200';

/**
 * Crossref: what publishers registered. A category is a filter of Crossref's own, such as a journal (`issn:2041-1723`)
 * or a publisher (`prefix:10.7554`).
 */
export const crossrefSource: Source = {
  name: 'crossref',
  title: 'Crossref',
  politeness: { bucket: 'crossref', hosts: ['api.crossref.org'], intervalMs: 1_000 },
  schedule: { pattern: '15 6 * * *', zone: 'UTC' },
  async *fetch(context) {
    if (context.categories.length === 0)
      context.report('no journals or publishers are set, so nothing is asked');
    const today = todayInUtc(context.clock);
    for (const category of context.categories) yield* fetchWorks(category, context);
    // Only now: were it written behind the first category, a run that ends there would lose days of the others.
    if (context.categories.length > 0)
      yield { records: [], problems: [], cursor: JSON.stringify({ day: today }) };
  },
};

async function* fetchWorks(filter: string, context: FetchContext): AsyncGenerator<SourcePage> {
  const today = todayInUtc(context.clock);
  const own = textOf(parseCursor(context.cursor).day) ?? daysBefore(today, FIRST_DAYS);
  const from = beginningDay(context.since, own);
  let next: string | undefined = '*';
  for (let count = 0; count < MAX_PAGES && next !== undefined; count++) {
    context.report(`${filter} since ${from}, page ${count + 1}`);
    const query = new URLSearchParams({
      filter: `${filter},from-created-date:${from}`,
      rows: PAGE_SIZE,
      cursor: next,
    });
    // With an address the service knows whom to write to, and answers from its better pool.
    if (context.options.contact) query.set('mailto', context.options.contact);
    const text = await getJsonText(context.http, `https://api.crossref.org/works?${query.toString()}`);
    const page = parseCrossrefPage(text);
    next = page.nextCursor;
    yield {
      records: page.records,
      problems: page.problems,
      signals: observedNow(page.signals, context.clock),
      cursor: context.cursor,
    };
  }
}
