import { getJsonText } from '../json-answer.ts';
import type { FetchContext, Source, SourcePage } from '../source.ts';
import { parseOpenreviewPage } from './openreview-page.ts';

const PAGE_SIZE = 1_000;
/** The largest conferences have some thirty thousand submissions. */
const MAX_PAGES = 100;

/** OpenReview: the accepted and public papers of the conferences that are set, all of them each time. */
export const openreviewSource: Source = {
  name: 'openreview',
  title: 'OpenReview',
  politeness: {
    bucket: 'openreview',
    hosts: ['api2.openreview.net', 'api.openreview.net'],
    intervalMs: 2_000,
  },
  schedule: { pattern: '45 4 * * *', zone: 'UTC' },
  problem: ({ openreviewVenues }) =>
    openreviewVenues.length > 0 ? undefined : 'OpenReview needs to be told which conferences to read.',
  async *fetch(context) {
    for (const venue of context.options.openreviewVenues) yield* fetchVenue(venue, context);
  },
};

async function* fetchVenue(
  venue: string,
  { http, report, cursor }: FetchContext,
): AsyncGenerator<SourcePage> {
  for (let offset = 0; offset < MAX_PAGES * PAGE_SIZE; offset += PAGE_SIZE) {
    report(`${venue}, from paper ${offset + 1}`);
    const query = new URLSearchParams({
      'content.venueid': venue,
      limit: String(PAGE_SIZE),
      offset: String(offset),
    });
    const text = await getJsonText(http, `https://api2.openreview.net/notes?${query.toString()}`);
    const { records, problems, noteCount } = parseOpenreviewPage(text);
    yield { records, problems, cursor };
    if (noteCount < PAGE_SIZE) return;
  }
}
