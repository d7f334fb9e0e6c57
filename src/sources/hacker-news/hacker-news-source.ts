import { getJsonText } from '../json-answer.ts';
import { observedNow } from '../records-page.ts';
import type { Source } from '../source.ts';
import { parseHackerNewsPage } from './hacker-news-page.ts';

/** A story gets its points within days. */
const DAYS = 7;
const DAY_MS = 86_400_000;
const MAX_PAGES = 10;
const HOSTS = ['arxiv.org', 'biorxiv.org', 'medrxiv.org', 'openreview.net', 'aclanthology.org'];

/** Points and comments of Hacker News stories that link to papers. It brings no papers. */
export const hackerNewsSource: Source = {
  name: 'hacker-news',
  title: 'Hacker News',
  // 10,000 requests an hour are allowed.
  politeness: { bucket: 'hacker-news', hosts: ['hn.algolia.com'], intervalMs: 1_000 },
  schedule: { pattern: '25 * * * *', zone: 'UTC' },
  async *fetch({ http, clock, report }) {
    const sinceSeconds = Math.floor((clock.now().getTime() - DAYS * DAY_MS) / 1000);
    for (const host of HOSTS) {
      for (let page = 0; page < MAX_PAGES; page++) {
        report(`stories that link to ${host}, page ${page + 1}`);
        const query = new URLSearchParams({
          query: host,
          restrictSearchableAttributes: 'url',
          tags: 'story',
          numericFilters: `created_at_i>${sinceSeconds}`,
          hitsPerPage: '1000',
          page: String(page),
        });
        const text = await getJsonText(
          http,
          `https://hn.algolia.com/api/v1/search_by_date?${query.toString()}`,
        );
        const { signals, pageCount } = parseHackerNewsPage(text);
        yield { records: [], problems: [], signals: observedNow(signals, clock), cursor: undefined };
        if (page + 1 >= pageCount) break;
      }
    }
  },
};
