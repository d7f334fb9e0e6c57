import { expect, test } from 'vitest';
import { makePaperRecord, makePaperRecords } from '../../test/support/make-paper-record.ts';
import { openSite, type TestSite } from '../../test/support/open-site.ts';
import type { PaperJson } from '../papers/paper-json.ts';
import type { SearchResultJson } from '../search/search-result-json.ts';

async function searchJson(site: TestSite, query: string): Promise<SearchResultJson> {
  return (await (await site.get(`/api/v1/search?${query}`)).json()) as SearchResultJson;
}

test('a search answers papers with public ids, all of them over its pages, none twice', async () => {
  const site = await openSite({ records: makePaperRecords(45) });
  const first = await searchJson(site, 'q=method');
  expect(first).toMatchObject({ query: 'method', total: 45 });
  expect(first.hits).toHaveLength(20);
  expect(first.hits[0]?.paper).toMatchObject({
    id: expect.stringMatching(/^arxiv:2608\./) as string,
    authors: ['Ada Lovelace', 'Emmy Noether'],
    publishedAt: '2026-08-19',
    categories: ['cs.CL'],
    links: {},
  });
  const ids = first.hits.map(({ paper }) => paper.id);
  for (let next = first.next; next;) {
    const page = await searchJson(site, `q=method&cursor=${encodeURIComponent(next)}`);
    ids.push(...page.hits.map(({ paper }) => paper.id));
    next = page.next;
  }
  expect(ids).toHaveLength(45);
  expect(new Set(ids).size).toBe(45);
});

test('filters may stand in the words or beside them, and alone', async () => {
  const site = await openSite({
    records: [
      makePaperRecord({ sourceId: '2401.00001', publishedOn: '2024-01-02', authors: ['Grace Hopper'] }),
      makePaperRecord({ sourceId: '2501.00001', publishedOn: '2025-01-02' }),
    ],
  });
  const ids = async (query: string) => (await searchJson(site, query)).hits.map(({ paper }) => paper.id);
  expect(await ids('q=method+to:2024')).toEqual(['arxiv:2401.00001']);
  expect(await ids('q=method&to=2024')).toEqual(['arxiv:2401.00001']);
  expect(await ids('author=hopper')).toEqual(['arxiv:2401.00001']);
  expect((await searchJson(site, 'q=method&from=soon')).notes).toEqual([
    expect.stringContaining('from:soon is no year'),
  ]);
});

test('a search answers, when asked, facets, reasons, another order and the spelling as typed', async () => {
  const site = await openSite({
    records: [
      makePaperRecord({ sourceId: '2401.00001', title: 'Sorting networks', publishedOn: '2024-01-02' }),
      makePaperRecord({ sourceId: '2501.00001', title: 'On sorting', publishedOn: '2025-01-02' }),
    ],
  });
  const { facets, hits } = await searchJson(site, 'q=sorting+networks&facets=1&explain=1');
  expect(facets).toMatchObject({
    fields: [{ value: 'cs.CL', count: 2 }],
    years: [
      { value: '2025', count: 1 },
      { value: '2024', count: 1 },
    ],
  });
  expect(hits[0]?.marks.title).toEqual([
    { start: 0, end: 7 },
    { start: 8, end: 16 },
  ]);
  expect(hits[0]?.why?.words.map(({ word }) => word)).toContain('networks');
  const newest = await searchJson(site, 'q=sorting&sort=newest');
  expect(newest.hits.map(({ paper }) => paper.id)).toEqual(['arxiv:2501.00001', 'arxiv:2401.00001']);
  const [old] = await site.database
    .selectFrom('papers')
    .select('id')
    .where('title', '=', 'Sorting networks')
    .execute();
  await site.database
    .insertInto('trending_scores')
    .values({
      ...{ paper_id: old!.id, score: 2, listed_on: '2024-01-02', categories: '[]', has_code: 0, parts: '{}' },
      competes: 1,
      refreshed_at: '2026-08-21T10:00:00.000Z',
    })
    .execute();
  const trending = await searchJson(site, 'q=sorting&sort=trending');
  expect(trending.hits.map(({ paper }) => paper.id)).toEqual(['arxiv:2401.00001', 'arxiv:2501.00001']);
  expect(await searchJson(site, 'q=sortnig')).toMatchObject({
    total: 2,
    correction: { text: 'sorting', isApplied: true },
  });
  expect((await searchJson(site, 'q=sortnig&spelling=typed')).total).toBe(0);
});

test('suggestions complete the last word and name titles and authors', async () => {
  const site = await openSite({
    records: [
      makePaperRecord({ sourceId: '2401.00001', title: 'Sorting networks', authors: ['Grace Hopper'] }),
    ],
  });
  const suggest = async (q: string): Promise<unknown> => (await site.get(`/api/v1/suggest?q=${q}`)).json();
  const title = { id: 'arxiv:2401.00001', title: 'Sorting networks' };
  expect(await suggest('fast+sort')).toMatchObject({ topics: ['fast sorting'], titles: [title] });
  expect(await suggest('hopp')).toMatchObject({ authors: ['Grace Hopper'], titles: [title] });
  expect(await suggest('h')).toEqual({ query: 'h', topics: [], titles: [], authors: [] });
});

test('a paper is answered by any of its identifiers', async () => {
  const site = await openSite({ records: [makePaperRecord({ sourceId: 'hep-th/9901001' })] });
  for (const id of ['arxiv:hep-th/9901001', 'hep-th/9901001', 'hep-th%2F9901001v2']) {
    const answer = await site.get(`/api/v1/papers/${id}`);
    expect(((await answer.json()) as PaperJson).id).toBe('arxiv:hep-th/9901001');
  }
});

test.each([
  ['/api/v1/search', 400, 'Give words to search for'],
  ['/api/v1/search?q=+', 400, 'Give words to search for'],
  ['/api/v1/search?q=a&limit=0', 400, 'limit is a whole number from 1 to 100'],
  ['/api/v1/search?q=a&limit=101', 400, 'limit is a whole number from 1 to 100'],
  ['/api/v1/search?q=a&limit=1e1', 400, 'limit is a whole number from 1 to 100'],
  [`/api/v1/search?q=${'a'.repeat(10_001)}`, 400, 'at most 10000 characters'],
  ['/api/v1/search?q=a&sort=best', 400, 'sort is one of relevance, newest'],
  ['/api/v1/papers/arxiv:2608.99999', 404, 'No paper with the identifier arxiv:2608.99999'],
  ['/api/v2/anything', 404, 'The API has no such address'],
])('%s answers %i and a sentence', async (path, status, sentence) => {
  const answer = await (await openSite()).get(path);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('Content-Type')).toMatch(/^application\/json/);
  expect(((await answer.json()) as { error: string }).error).toContain(sentence);
});

test('pages of any origin may read it', async () => {
  const { headers } = await (
    await openSite()
  ).get('/api/v1/search?q=a', { headers: { Origin: 'https://other.test' } });
  expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
});

test('what is trending is answered by period and field, a page at a time, each paper with its reasons', async () => {
  const records = makePaperRecords(7, { announcedOn: '2026-08-20' });
  const site = await openSite({ records });
  const read = async (query: string) =>
    (await (await site.get(`/api/v1/trending?${query}`)).json()) as TrendingJson;
  const first = await read('period=week&category=cs.CL&limit=5');
  expect(first).toMatchObject({ day: '2026-08-20', period: 'week', next: '5' });
  expect(first.papers[0]).toMatchObject({
    id: expect.stringMatching(/^arxiv:2608\./) as string,
    score: 0,
    reason: 'new in cs.CL; no signals yet',
    why: [{ kind: 'newness' }, { kind: 'age' }],
  });
  const second = await read('period=week&category=cs.CL&limit=5&cursor=5');
  expect(second.papers).toHaveLength(2);
  expect(second.next).toBeNull();
  expect(new Set([...first.papers, ...second.papers].map(({ id }) => id)).size).toBe(7);
  expect((await read('category=math.CO')).papers).toEqual([]);
  for (const wrong of ['period=year', 'limit=0', 'cursor=x', 'day=2026-02-30', 'category=%3Cb%3E', 'code=1'])
    expect((await site.get(`/api/v1/trending?${wrong}`)).status).toBe(400);
});

interface TrendingJson {
  day: string | null;
  papers: (PaperJson & { score: number; reason: string; why: { kind: string; text: string }[] })[];
  next: string | null;
}

test('papers similar to one are answered without it', async () => {
  const site = await openSite({ records: makePaperRecords(5) });
  const { hits } = await searchJson(site, 'q=method&limit=1');
  const id = hits[0]!.paper.id;
  const response = await site.get(`/api/v1/papers/${id}/similar?limit=3`);
  const similar = (await response.json()) as { hits: { paper: PaperJson; score: number }[] };
  expect(similar.hits.length).toBeLessThanOrEqual(3);
  expect(similar.hits.map(({ paper }) => paper.id)).not.toContain(id);
  expect((await site.get(`/api/v1/papers/${id}/similar?limit=none`)).status).toBe(400);
  expect((await site.get('/api/v1/papers/arxiv:9999.99999/similar')).status).toBe(404);
});

test('papers like a set are answered without the set; what is not here is named', async () => {
  const site = await openSite({ records: makePaperRecords(6) });
  const read = async (query: string) =>
    (await (await site.get(`/api/v1/similar?${query}`)).json()) as { hits: Hit[]; missing: string[] };
  type Hit = { paper: PaperJson; score: number };
  const given = ['2608.00001', 'https://arxiv.org/abs/2608.00002v1'];
  const { hits, missing } = await read(`ids=${encodeURIComponent([...given, '9999.99999'].join(','))}`);
  const ids = hits.map(({ paper }) => paper.id);
  expect(ids.length).toBeGreaterThan(0);
  expect(ids).not.toContain('arxiv:2608.00001');
  expect(ids).not.toContain('arxiv:2608.00002');
  expect(missing).toEqual(['9999.99999']);
  expect(await read(`ids=${given[0]}&ids=${given[1]}`)).toEqual({ hits, missing: [] });
  for (const [query, status] of [
    ['', 400],
    ['ids=,', 400],
    [`ids=${'a,'.repeat(51)}`, 400],
    ['ids=9999.99999', 404],
  ] as const)
    expect((await site.get(`/api/v1/similar?${query}`)).status).toBe(status);
});
