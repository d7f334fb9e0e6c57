import { beforeEach, describe, expect, test } from 'vitest';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { openSite, type TestSite } from '../../test/support/open-site.ts';
import { signInAs, type SignedInBrowser } from '../../test/support/sign-in.ts';

const paper = 'doi:10.1000/a/b(c)';
const page = '/papers/doi:10.1000/a/b(c)';
const record = {
  ...makePaperRecord({ source: 'crossref', sourceId: '10.1000/a/b(c)', title: 'A paper with slashes' }),
  doi: '10.1000/a/b(c)',
  links: { pdf: 'https://papers.test/a.pdf?b=c&d' },
};

let site: TestSite;
let ada: SignedInBrowser;
let eve: SignedInBrowser;

beforeEach(async () => {
  site = await openSite({ records: [record, makePaperRecord({ sourceId: '2608.00002' })] });
  ada = await signInAs(site, 'ada@example.org');
  eve = await signInAs(site, 'eve@example.org');
});

async function makeCollection(name = 'Reading group'): Promise<string> {
  return (await ada.post('/collections', { name })).headers.get('Location') ?? 'none was made';
}

describe('a paper’s page', () => {
  test('is one and the same for everybody without a session, and may be kept; for others it may not', async () => {
    const anonymous = await site.get(page);
    expect([anonymous.headers.get('Cache-Control'), anonymous.headers.get('Vary')]).toEqual([
      'public, max-age=60',
      expect.stringContaining('Cookie'),
    ]);
    const stale = await site.get(page, { headers: { Cookie: 'offprint=AAAAAAAAAAAAAAAAAAAAAA' } });
    expect(await stale.text()).toBe(await anonymous.text());
    const own = await ada.get(page);
    expect([own.headers.get('Cache-Control'), own.headers.get('Vary')]).toEqual([
      'no-store',
      expect.stringContaining('Cookie'),
    ]);
    expect(await own.text()).toContain('action="/upvotes"');
    expect(await site.html(page)).not.toContain('<form method="post" action="/upvotes"');
    expect(anonymous.headers.get('Set-Cookie')).toBeNull();
  });

  test('takes one upvote a person, and takes it back', async () => {
    for (const browser of [ada, ada, eve]) {
      const answer = await browser.post('/upvotes', { paper, upvoted: 'yes' });
      expect([answer.status, answer.headers.get('Location')]).toEqual([303, `${page}#readers`]);
    }
    expect(await site.html(page)).toContain('2 upvotes');
    for (let times = 0; times < 2; times += 1) await ada.post('/upvotes', { paper, upvoted: 'no' });
    expect(await site.html(page)).toContain('1 upvote.');
  });

  test('shows comments with mathematics and links that lend no standing; only their author deletes them', async () => {
    await ada.post('/comments', {
      paper,
      name: 'Ada',
      text: 'See $x^2$\r\nat https://example.org/a?b=c&d.\r\n\r\nGood.',
    });
    const html = await site.html(page);
    expect(html).toMatch(/<strong>Ada<\/strong>.*<math/s);
    expect(html).toContain('<a href="https://example.org/a?b=c&amp;d" rel="nofollow ugc noopener">');
    expect(html).toContain('</p><p>Good.</p>');
    expect(html).not.toContain('/delete');
    expect(await eve.html(page)).not.toMatch(/comments\/\d+\/delete/);
    const deletion = /\/comments\/\d+\/delete/.exec(await ada.html(page))?.[0] ?? '';
    await site.post(deletion, { paper });
    await eve.post(deletion, { paper });
    expect(await site.html(page)).toContain('1 comment.');
    await ada.post(deletion, { paper });
    expect(await site.html(page)).not.toContain('1 comment');
  });

  test('shows a comment that is not taken again, with what is wrong', async () => {
    for (let count = 0; count < 10; count += 1)
      await ada.post('/comments', { paper, text: `Number ${count}` });
    for (const text of [' \n ', 'x'.repeat(4_001), 'One more']) {
      const answer = await ada.post('/comments', { paper, text });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toMatch(/role="alert".*<textarea/s);
    }
    expect(await site.html(page)).toContain('10 comments');
  });

  test('asks who is not signed in to sign in, and changes nothing', async () => {
    for (const path of ['/upvotes', '/comments', '/library/papers']) {
      const answer = await site.post(path, { paper, text: 'x' });
      expect([answer.status, answer.headers.get('Location')]).toEqual([
        303,
        '/sign-in?next=%2Fpapers%2Fdoi%3A10.1000%2Fa%2Fb%28c%29',
      ]);
    }
    for (const table of ['upvotes', 'comments', 'saved_papers'] as const) {
      expect(await site.database.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    expect((await ada.post('/upvotes', { paper: 'arxiv:9999.99999' })).status).toBe(404);
  });
});

describe('the library', () => {
  test('holds what was saved, for its owner alone', async () => {
    await ada.post('/library/papers', { paper, saved: 'yes' });
    await ada.post('/library/papers', { paper, note: 'ask Grace', from: 'library' });
    expect(await ada.html('/library?state=to-read')).toMatch(/A paper with slashes.*ask Grace/s);
    await ada.post('/library/papers', { paper, read: 'yes' });
    expect(await ada.html('/library?state=to-read')).not.toContain('A paper with slashes');
    expect(await ada.html('/library?state=read')).toContain('ask Grace');
    expect(await ada.html(page)).toContain('Remove from your library');
    expect(await eve.html('/library')).not.toContain('A paper with slashes');
    const guest = await site.get('/library');
    expect([guest.status, guest.headers.get('Location')]).toEqual([303, '/sign-in?next=%2Flibrary']);
    const file = await ada.get('/library/papers.bib');
    expect([file.headers.get('Cache-Control'), await file.text()]).toEqual([
      'no-store',
      expect.stringContaining('doi           = {10.1000/a/b(c)}'),
    ]);
    expect(await (await eve.get('/library/papers.bib')).text()).toBe('');
    expect((await ada.get('/library?cursor=x')).status).toBe(400);
    await ada.post('/library/papers', { paper, saved: 'no' });
    expect(await ada.html('/library')).not.toContain('A paper with slashes');
  });
});

describe('a collection', () => {
  test('takes papers from a list and from a file', async () => {
    const path = await makeCollection();
    const form = new FormData();
    form.set('papers', 'arXiv:2608.00002 nonsense');
    form.set('file', new File(['@misc{a, title={x}, author={Y, Z}, doi={10.1000/a/b(c)}}'], 'my.bib'));
    const answer = await site.get(`${path}/papers`, {
      method: 'POST',
      body: form,
      headers: { Cookie: ada.cookie },
    });
    expect(await answer.text()).toMatch(/1 paper added.*nonsense/s);
    const file = new FormData();
    file.set('file', new File(['@misc{a, title={x}, author={Y, Z}, doi={10.1000/a/b(c)}}'], 'my.bib'));
    await site.get(`${path}/papers`, { method: 'POST', body: file, headers: { Cookie: ada.cookie } });
    await ada.post('/collection-papers', { paper, collection: path.split('/').at(-1) ?? '' });
    const html = await ada.html(path);
    expect(html).toMatch(/2 papers.*A paper with slashes/s);
    await ada.post(`${path}/papers`, { removed: paper });
    expect(await ada.html(path)).not.toContain('A paper with slashes');
  });

  test('is for its owner, until it is public: then for all, with feeds and files', async () => {
    const path = await makeCollection();
    await ada.post(`${path}/papers`, { papers: paper });
    for (const reader of [site, eve]) {
      for (const shown of [path, `${path}.bib`, `${path}.atom`])
        expect((await reader.get(shown)).status, shown).toBe(404);
    }
    expect(await (await ada.get(`${path}.bib`)).text()).toContain('10.1000/a/b(c)');
    await ada.post(path, { public: 'yes' });
    const open = await site.get(path);
    expect([open.status, open.headers.get('Cache-Control')]).toEqual([200, 'public, max-age=60']);
    const html = await open.text();
    expect(html).toContain('A paper with slashes');
    expect(html).not.toContain('method="post"');
    expect(await eve.html(path)).not.toContain('method="post"');
    expect((await ada.get(path)).headers.get('Cache-Control')).toBe('no-store');
    for (const [extension, mark] of [
      ['atom', '<feed'],
      ['rss', '<rss'],
      ['json', '"items"'],
      ['bib', '@'],
    ] as const) {
      const answer = await site.get(`${path}.${extension}`);
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(mark)]);
    }
    await ada.post(path, { public: 'no' });
    expect((await site.get(`${path}.atom`)).status).toBe(404);
  });

  test('is changed by its owner alone, even where everybody may read it', async () => {
    const path = await makeCollection();
    await ada.post(path, { public: 'yes' });
    await ada.post(`${path}/papers`, { papers: paper });
    const changes: [string, { [name: string]: string }][] = [
      [path, { name: 'Mine now' }],
      [path, { public: 'no' }],
      [`${path}/papers`, { papers: 'arxiv:2608.00002' }],
      [`${path}/papers`, { removed: paper }],
      [`${path}/delete`, { sure: 'yes' }],
      ['/collection-papers', { paper: 'arxiv:2608.00002', collection: path.split('/').at(-1) ?? '' }],
    ];
    for (const [where, form] of changes) {
      expect((await eve.post(where, form)).status, where).toBe(404);
      expect((await site.post(where, form)).status, where).toBe(303);
    }
    expect(await site.html(path)).toMatch(/Reading group.*1 paper.*A paper with slashes/s);
    await ada.post(`${path}/delete`, { sure: 'yes' });
    expect((await ada.get(path)).status).toBe(404);
  });
});

describe('opening a PDF', () => {
  const opens = async () =>
    (await site.database.selectFrom('pdf_opens').selectAll().execute()).map(({ count }) => count);
  const browser = { headers: { 'Sec-Fetch-Mode': 'navigate' } };

  test('leads to the paper’s own link, and counts a network once a day', async () => {
    const path = page.replace('/papers/', '/open/pdf/');
    expect(await site.html(page)).toContain(`<a href="${path}"`);
    for (let times = 0; times < 3; times += 1) {
      const answer = await site.get(path, browser);
      expect([answer.status, answer.headers.get('Location')]).toEqual([
        302,
        'https://papers.test/a.pdf?b=c&d',
      ]);
      expect(answer.headers.get('Cache-Control')).toBe('no-store');
    }
    expect(await opens()).toEqual([1]);
    site.clock.advance(86_400_000);
    await site.get(path, browser);
    expect(await opens()).toEqual([2]);
  });

  test('counts no program and nothing fetched ahead, and leads nowhere else', async () => {
    const path = page.replace('/papers/', '/open/pdf/');
    for (const headers of [
      {},
      { 'Sec-Fetch-Mode': 'no-cors' },
      { 'Sec-Fetch-Mode': 'navigate', 'Sec-Purpose': 'prefetch;prerender' },
    ]) {
      expect((await site.get(path, { headers })).status).toBe(302);
    }
    await site.get(path, { ...browser, method: 'HEAD' });
    expect(await opens()).toEqual([]);
    for (const other of ['arxiv:2608.00002', 'https://evil.test/x.pdf', '//evil.test', '%2F%2Fevil.test']) {
      expect((await site.get(`/open/pdf/${other}`, browser)).status, other).toBe(404);
    }
  });
});
