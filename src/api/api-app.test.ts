import { expect, test } from 'vitest';
import { makePaperRecord, makePaperRecords } from '../../test/support/make-paper-record.ts';
import { openSite, type TestSite } from '../../test/support/open-site.ts';
import type { PaperJson, SearchResultJson } from '../papers/paper-json.ts';

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
  [`/api/v1/search?q=${'a'.repeat(1_001)}`, 400, 'at most 1000 characters'],
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

test('health says that the process answers, readiness that its database does', async () => {
  const site = await openSite();
  expect(await (await site.get('/healthz')).json()).toEqual({ status: 'ok' });
  expect((await site.get('/readyz')).status).toBe(200);
  await site.database.schema.dropTable('papers').execute();
  expect((await site.get('/healthz')).status).toBe(200);
  expect((await site.get('/readyz')).status).toBe(503);
});
