import { beforeEach, expect, test } from 'vitest';
import { makePaperRecord, makePaperRecords } from '../../test/support/make-paper-record.ts';
import { openSite, type TestSite } from '../../test/support/open-site.ts';
import { signInAs, type SignedInBrowser } from '../../test/support/sign-in.ts';
import { apiSchemas } from './api-schemas.ts';

let site: TestSite;
let ada: SignedInBrowser;

beforeEach(async () => {
  const slashes = { ...makePaperRecord({ source: 'crossref', sourceId: '10.1/a/b' }), doi: '10.1000/a/b' };
  site = await openSite({ records: [...makePaperRecords(3), slashes] });
  ada = await signInAs(site, 'ada@example.org');
});

async function makeToken(access: 'read' | 'write'): Promise<string> {
  const page = await (await ada.post('/account/tokens', { name: 'a program', access })).text();
  return /offprint_[\w-]{22}/.exec(page)?.[0] ?? 'none was made';
}

const ask = (token: string, path: string, init: RequestInit = {}): Promise<Response> =>
  site.get(`/api/v1/me${path}`, { ...init, headers: { Authorization: `Bearer ${token}` } });

test('a token that may write saves, notes, upvotes, and takes it back; again is harmless', async () => {
  const token = await makeToken('write');
  const put = (path: string, body?: object) =>
    ask(token, path, { method: 'PUT', ...(body && { body: JSON.stringify(body) }) });
  for (const path of [
    '/library/doi:10.1000/a/b',
    '/library/2608.00001',
    '/upvotes/2608.00001',
    '/upvotes/2608.00001',
  ]) {
    expect((await put(path)).status, path).toBe(204);
  }
  await put('/library/2608.00001', { read: true, note: 'good' });
  const library = await ask(token, '/library?state=read');
  expect(library.headers.get('Cache-Control')).toBe('no-store');
  const answer: unknown = await library.json();
  expect(apiSchemas.libraryAnswer.safeParse(answer).error).toBeUndefined();
  expect(answer).toMatchObject({
    papers: [{ id: 'arxiv:2608.00001', note: 'good', readAt: expect.any(String) as string }],
    next: null,
  });
  expect(await site.html('/papers/arxiv:2608.00001')).toContain('1 upvote.');
  for (const path of ['/library/2608.00001', '/upvotes/2608.00001', '/upvotes/2608.00001']) {
    expect((await ask(token, path, { method: 'DELETE' })).status, path).toBe(204);
  }
  expect(await site.html('/papers/arxiv:2608.00001')).not.toContain('1 upvote');
  expect(await (await ask(token, '/library')).json()).toMatchObject({ papers: [{ id: 'doi:10.1000/a/b' }] });
  expect((await put('/library/arxiv:9999.99999')).status).toBe(404);
  await ada.post('/collections', { name: 'Reading group' });
  expect(await (await ask(token, '/collections')).json()).toEqual({
    collections: [
      { id: expect.any(String) as string, name: 'Reading group', isPublic: false, paperCount: 0 },
    ],
  });
});

test('a library is read page by page', async () => {
  const token = await makeToken('write');
  for (const number of [1, 2, 3]) await ask(token, `/library/2608.0000${number}`, { method: 'PUT' });
  const ids: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const answer = await ask(token, `/library?limit=2${next && `&cursor=${encodeURIComponent(next)}`}`);
    const page = (await answer.json()) as { papers: { id: string }[]; next: string | null };
    ids.push(...page.papers.map(({ id }) => id));
    next = page.next;
  }
  expect(ids).toEqual(['arxiv:2608.00003', 'arxiv:2608.00002', 'arxiv:2608.00001']);
  for (const query of ['limit=0', 'limit=x', 'cursor=x', 'state=x']) {
    expect((await ask(token, `/library?${query}`)).status, query).toBe(400);
  }
});

test('a token that may only read changes nothing; a cookie, a wrong token and a deleted one are nobody', async () => {
  const token = await makeToken('read');
  expect((await ask(token, '/library')).status).toBe(200);
  for (const method of ['PUT', 'DELETE']) {
    expect((await ask(token, '/upvotes/2608.00001', { method })).status).toBe(403);
  }
  const deletion = /\/account\/tokens\/\d+\/delete/.exec(await ada.html('/account'))?.[0] ?? '';
  await ada.post(deletion);
  for (const answer of [
    await ask(token, '/library'),
    await ask('offprint_AAAAAAAAAAAAAAAAAAAAAA', '/library'),
    await ada.get('/api/v1/me/library'),
    await site.get('/api/v1/me/upvotes/2608.00001', { method: 'PUT', headers: { Cookie: ada.cookie } }),
    await site.get('/api/v1/me/nowhere'),
  ]) {
    expect([answer.status, answer.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer']);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
  }
  expect(await site.database.selectFrom('upvotes').selectAll().execute()).toEqual([]);
});
