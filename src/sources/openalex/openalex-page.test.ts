import { expect, test } from 'vitest';
import { parseOpenalexPage } from './openalex-page.ts';

const work = {
  id: 'https://openalex.org/W42',
  doi: 'https://doi.org/10.48550/arXiv.2310.16390',
  title: 'Counting',
  publication_date: '2026-08-19',
  authorships: [
    { author: { display_name: 'Ann Example' } },
    { author: null, raw_author_name: 'Muster, José' },
  ],
  primary_location: {
    source: { display_name: 'arXiv (Cornell University)', type: 'repository' },
    landing_page_url: 'https://arxiv.org/abs/2310.16390',
    license: 'cc-by',
  },
  locations: [{ landing_page_url: 'https://doi.org/10.1000/journal.1' }],
  abstract_inverted_index: {
    of: [1, 4],
    'Counts apples': [],
    apples: [2],
    Counts: [0],
    pears: [5],
    'and,': [3, -1, 1e12],
  },
  cited_by_count: 7,
};

test('a work is the paper of all its places, its abstract put in order again', () => {
  const { records, signals, nextCursor } = parseOpenalexPage(
    JSON.stringify({ results: [work], meta: { count: 1, next_cursor: 'next' } }),
  );
  expect(records[0]).toMatchObject({
    sourceId: 'W42',
    arxivId: '2310.16390',
    doi: '10.1000/journal.1',
    authors: ['Ann Example', 'José Muster'],
    abstract: 'Counts of apples and, of pears and,',
    license: 'cc-by',
  });
  expect(records[0]?.venue).toBeUndefined();
  expect(signals).toEqual([{ publicId: 'arxiv:2310.16390', signal: 'citations', count: 7 }]);
  expect(nextCursor).toBe('next');
});

test('an empty page is the last, whatever its cursor says', () => {
  const text = JSON.stringify({ results: [], meta: { count: 200, next_cursor: 'again' } });
  expect(parseOpenalexPage(text).nextCursor).toBeUndefined();
});
