import { expect, test } from 'vitest';
import { fixedClock } from '../../src/lib/clock.ts';
import { aclAnthologySource } from '../../src/sources/acl-anthology/acl-anthology-source.ts';
import { crossrefSource } from '../../src/sources/crossref/crossref-source.ts';
import { openalexSource } from '../../src/sources/openalex/openalex-source.ts';
import { openreviewSource } from '../../src/sources/openreview/openreview-source.ts';
import { semanticScholarSource } from '../../src/sources/semantic-scholar/semantic-scholar-source.ts';
import type { WatchedPaper } from '../../src/sources/source.ts';
import { webFeedSource } from '../../src/sources/web-feed/web-feed-source.ts';
import { createFetching } from '../support/fetch-pages.ts';
import { startRecordingServer, type RecordedRequest } from '../support/recording-server.ts';

/** A server that answers as told, and what fetching from it needs. */
async function open(answer: (request: RecordedRequest) => string | number | { etag: string; body: string }) {
  const clock = fixedClock('2026-08-20T10:00:00Z');
  const server = await startRecordingServer(clock, (request, response) => {
    const given = answer(request);
    if (typeof given === 'number') response.writeHead(given).end('no');
    else if (typeof given === 'string') response.end(given);
    else response.writeHead(200, { etag: given.etag }).end(given.body);
  });
  return { clock, via: server.address, requests: server.requests, fetchPages: await createFetching() };
}

const emptyAnswers: { [host: string]: string } = {
  'api.crossref.org': '{"message": {"items": []}}',
  'api.openalex.org': '{"results": [], "meta": {}}',
  'api.semanticscholar.org': '{"data": [], "total": 0}',
};

test.each([crossrefSource, openalexSource, semanticScholarSource])(
  '$title: a run that ends between its categories goes on where it began',
  async (source) => {
    let isSecondBroken = true;
    const { clock, via, requests, fetchPages } = await open(({ path }) =>
      isSecondBroken && path.includes('two') ? 404 : (emptyAnswers[path.split('/')[1] ?? ''] ?? 404),
    );
    const both = { clock, via, cursor: JSON.stringify({ day: '2026-08-10' }), categories: ['one', 'two'] };
    const broken = await fetchPages(source, both);
    expect(broken.error).toMatchObject({ name: 'UnusableAnswerError' });
    expect(broken.cursor).toBe(both.cursor);
    isSecondBroken = false;
    const whole = await fetchPages(source, { ...both, cursor: broken.cursor });
    expect(whole.error).toBeUndefined();
    expect(whole.cursor).toBe(JSON.stringify({ day: '2026-08-20' }));
    expect(requests.at(-1)?.path).toMatch(/two.*2026-08-(?:07|10)|2026-08-(?:07|10).*two/);
  },
);

test('Semantic Scholar: what it does not know is null, and withheld abstracts are no abstracts', async () => {
  const paper = { paperId: 'a1', title: 'Counting', abstract: null, externalIds: null, venue: null };
  const { clock, via, fetchPages } = await open(({ method }) =>
    method === 'POST'
      ? '[null, {"citationCount": 7}]'
      : JSON.stringify({ data: [{ ...paper, authors: [{ name: null }, { name: 'Ann Example' }] }, null] }),
  );
  const watched: WatchedPaper[] = ['2608.00001', '2608.00002'].map((arxivId) => ({
    ...{ publicId: `arxiv:${arxivId}`, arxivId, title: 'Counting', listedOn: '2026-08-19', codePlaces: [] },
  }));
  const { pages, error } = await fetchPages(semanticScholarSource, {
    ...{ clock, via, watched, categories: ['apples'] },
  });
  expect(error).toBeUndefined();
  expect(pages[0]?.records).toEqual([expect.objectContaining({ sourceId: 'a1', authors: ['Ann Example'] })]);
  expect(pages.at(-1)?.signals).toMatchObject([{ publicId: 'arxiv:2608.00002', count: 7 }]);
});

test('OpenReview: all pages of all venues', async () => {
  const { clock, via, requests, fetchPages } = await open(({ path }) =>
    JSON.stringify({
      notes: Array.from({ length: path.includes('offset=0') ? 1_000 : 3 }, (_, index) => ({
        id: `n${index}`,
        content: { title: { value: `Counting ${index}` } },
      })),
    }),
  );
  const options = { openreviewVenues: ['A.cc/2026/Conference', 'B.cc/2026/Conference'] };
  const { pages, error } = await fetchPages(openreviewSource, { clock, via, options });
  expect(error).toBeUndefined();
  expect(pages.map(({ records }) => records.length)).toEqual([1_000, 3, 1_000, 3]);
  expect(requests).toHaveLength(4);
});

const collection = (content: string): string =>
  `<collection id="2026.acl"><volume id="long"><meta><year>2026</year></meta>${content}</volume></collection>`;

test('ACL Anthology: a file that broke off is read again, one with a broken paper is not', async () => {
  let xml = collection('<paper id="1"><title>One</title></paper>').slice(0, -20);
  const { clock, via, requests, fetchPages } = await open(({ path }) =>
    path.includes('git/trees') ? '{"tree": [{"path": "2026.acl.xml", "sha": "abc"}]}' : xml,
  );
  const first = await fetchPages(aclAnthologySource, { clock, via });
  expect(first.pages[0]?.records).toHaveLength(1);
  xml = collection('<paper id="1"><title>One</title></paper><paper id="2"></paper>');
  const second = await fetchPages(aclAnthologySource, { clock, via, cursor: first.cursor });
  expect(second.pages[0]?.problems).toEqual([
    { line: 1, entry: '2026.acl-long.2', reason: 'it has no title' },
  ]);
  const asked = requests.length;
  await fetchPages(aclAnthologySource, { clock, via, cursor: second.cursor });
  expect(requests.slice(asked).map(({ path }) => path)).toEqual([expect.stringContaining('git/trees')]);
});

test('web feeds: one that could not be read is asked for whole again, and the others are read', async () => {
  const feed =
    '<rss version="2.0"><channel><title>Example</title><item><title>One</title><link>https://example.org/1</link></item></channel></rss>';
  let isCut = true;
  const { clock, via, requests, fetchPages } = await open(({ path, headers }) => {
    if (headers['if-none-match'] !== undefined) return 304;
    return { etag: '"v1"', body: isCut && path.includes('one') ? feed.slice(0, 60) : feed };
  });
  const options = { feeds: ['https://one.test/feed', 'https://two.test/feed'] };
  const first = await fetchPages(webFeedSource, { clock, via, options });
  expect(first.pages.map(({ records, problems }) => [records.length, problems.length])).toEqual([
    [0, 1],
    [1, 0],
  ]);
  isCut = false;
  const second = await fetchPages(webFeedSource, { clock, via, options });
  expect(second.pages.map(({ records }) => records.length)).toEqual([1]);
  expect(requests.map(({ headers }) => headers['if-none-match'])).toEqual([
    ...[undefined, undefined, undefined, '"v1"'],
  ]);
});
