import { signalKinds } from '../trending/signal-kinds.ts';
import { trendingConstants } from '../trending/trending-constants.ts';
import { expect, test } from 'vitest';
import { makePaperRecord, makePaperRecords } from '../../test/support/make-paper-record.ts';
import { openSite } from '../../test/support/open-site.ts';

const thursday = makePaperRecords(3, { announcedOn: '2026-08-20' });
const friday = makePaperRecord({
  sourceId: '2608.20001',
  title: 'Sorting in $O(n^2)$ time',
  abstract: 'We sort. '.repeat(60),
  announcedOn: '2026-08-21',
  links: { page: 'https://arxiv.org/abs/2608.20001', code: 'https://github.com/a/b' },
});

test('the first page has the newest day, the days before it while they are few, search and the subscribe form', async () => {
  const site = await openSite({ records: [...thursday, friday] });
  const page = await site.html('/');
  expect(page.indexOf('Friday, 21 August 2026')).toBeLessThan(page.indexOf('Thursday, 20 August 2026'));
  expect(page).toContain('<msup><mi>n</mi><mn>2</mn></msup>');
  expect(page).toContain('3 papers');
  expect(page).toMatch(/<input type="search" name="q"/);
  expect(page).toContain('Get trending papers in your inbox once a day');
  expect(page).toContain('href="https://github.com/a/b"');
});

test('an empty site says what to do', async () => {
  const site = await openSite();
  for (const path of ['/', '/trending', '/search?q=anything', '/days/2026-08-20', '/months/2026-08']) {
    expect((await site.get(path)).status, path).toBe(200);
  }
  expect(await site.html('/')).toContain('bin/offprint import');
});

test('a large day is cut on the first page, and paged whole on its own', async () => {
  const site = await openSite({ records: makePaperRecords(120) });
  expect(await site.html('/')).toContain('All 120 papers of Thursday, 20 August 2026');
  const seen = new Set<string>();
  let path: string | undefined = '/days/2026-08-20';
  for (let pages = 0; path; pages += 1) {
    expect(pages).toBeLessThan(3);
    const page: string = await site.html(path);
    for (const [, id] of page.matchAll(/<h2><a href="\/papers\/([^"]+)"/g)) seen.add(id ?? '');
    path = /rel="next" href="([^"]*cursor[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
  }
  expect(seen.size).toBe(120);
});

test.each([
  ['/days/2026-08-20', 'Thursday, 20 August 2026', '/days/2026-08-21'],
  ['/weeks/2026-W34', 'Week 34, 17 to 23 August 2026', '/weeks/2026-W33'],
  ['/months/2026-08', 'August 2026', '/months/2026-07'],
])('%s lists its papers and leads to its neighbours', async (path, title, neighbour) => {
  const site = await openSite({ records: [...thursday, friday] });
  const page = await site.html(path);
  expect(page).toContain(`<h1>${title}</h1>`);
  expect(page).toContain('A paper called 2608.00001');
  expect(page).toContain(`href="${neighbour}"`);
  expect(page).toContain(`<link rel="canonical" href="http://papers.test${path}"/>`);
});

test('a day without papers says why and leads to the nearest days that have some', async () => {
  const site = await openSite({ records: [...thursday, { ...friday, announcedOn: '2026-08-25' }] });
  const page = await site.html('/days/2026-08-22');
  expect(page).toContain('arXiv does not announce on Saturdays and Sundays');
  expect(page).toContain('href="/days/2026-08-20"');
  expect(page).toContain('href="/days/2026-08-25"');
});

test.each([
  ['/days/2026-02-30', 404, 'The calendar has no day 2026-02-30'],
  ['/weeks/2026-W54', 404, 'The calendar has no week 2026-W54'],
  ['/months/2026-13', 404, 'The calendar has no month 2026-13'],
  ['/nowhere', 404, 'There is no page at this address'],
  ['/papers/arxiv:2608.99999', 404, 'No paper with the identifier arxiv:2608.99999'],
  ['/papers/%E0%A4%A', 404, 'Not found'],
  ['/days/2026-08-20?cursor=x', 400, 'no list of this site gave out'],
  ['/trending?over=year', 400, 'over a day, a week or a month, or all'],
  ['/trending?page=0', 400, 'pages 1 to 10'],
  ['/assets/site.css', 404, 'Not found'],
  ['/dev/mail', 404, 'Not found'],
])('%s answers %i and a sentence', async (path, status, sentence) => {
  const site = await openSite();
  const answer = await site.get(path);
  expect(answer.status).toBe(status);
  expect(await answer.text()).toContain(sentence);
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
});

test.each([
  ['2608.20001', 'arxiv:2608.20001'],
  ['arXiv:2608.20001v2', 'arxiv:2608.20001'],
  ['10.48550/arXiv.2608.20001', 'arxiv:2608.20001'],
])('/papers/%s leads to the lasting address', async (id, canonical) => {
  const site = await openSite({ records: [friday] });
  const answer = await site.get(`/papers/${id}`);
  expect([answer.status, answer.headers.get('Location')]).toEqual([301, `/papers/${canonical}`]);
});

test('identifiers with slashes and odd characters have pages', async () => {
  const records = [
    makePaperRecord({ sourceId: 'hep-th/9901001', title: 'An old paper' }),
    makePaperRecord({ source: 'crossref', sourceId: 'x', doi: '10.1000/a(b)<c>;1', title: 'A strange DOI' }),
  ];
  const site = await openSite({ records });
  const page = await site.html('/months/2026-08');
  const addresses = [...page.matchAll(/<h2><a href="([^"]+)"/g)].map(([, address]) => address ?? '');
  expect(addresses).toHaveLength(2);
  for (const address of addresses) expect((await site.get(address)).status, address).toBe(200);
});

test("a paper's page has everything known of it", async () => {
  const record = makePaperRecord({
    sourceId: '2608.20002',
    doi: '10.1000/xyz',
    venue: 'Proceedings of Sorting',
    comment: '12 pages',
    authors: ['Ada Lovelace', 'Emmy Noether', 'Sophie Germain', 'A', 'B', 'C', 'Grace Hopper'],
    versions: [
      { number: 1, submittedOn: '2026-08-19' },
      { number: 2, submittedOn: '2026-08-21' },
    ],
  });
  const site = await openSite({ records: [record] });
  const page = await site.html('/papers/arxiv:2608.20002');
  for (const part of ['Grace Hopper', 'Proceedings of Sorting', '12 pages', '10.1000/xyz'])
    expect(page).toContain(part);
  expect(page).toContain('Computation and Language</a> (cs.CL)');
  expect(page).toContain(
    'v1</a>, 19 August 2026 · <a href="https://arxiv.org/abs/2608.20002v2">v2</a>, 21 August 2026',
  );
  expect(page).toContain('href="/days/2026-08-20"');
});

test("a summary of this project's own says so, in lists and on the paper's page", async () => {
  const site = await openSite({ records: [{ ...friday, abstractKind: 'summary' }] });
  expect(await site.html('/')).toContain('Summary by Offprint');
  expect(await site.html('/papers/arxiv:2608.20001')).toContain('Summary by Offprint');
});

test('search marks the words, counts, and goes on to the last paper', async () => {
  const site = await openSite({ records: makePaperRecords(45, { abstract: 'On sparse attention models.' }) });
  const first = await site.html('/search?q=attention+model');
  expect(first).toContain('45 papers for');
  expect(first).toContain('sparse <mark>attention</mark> <mark>models</mark>');
  let page = first;
  let pages = 1;
  for (let next = nextOf(page); next; next = nextOf(page), pages += 1) page = await site.html(next);
  expect(pages).toBe(3);
  expect(page).toContain('These are all the papers that match');

  function nextOf(html: string): string | undefined {
    return /rel="next" href="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  }
});

test('a query without results helps on, and one that names a paper leads to it', async () => {
  const site = await openSite({ records: [friday] });
  expect(await site.html('/search?q=zzzz+yyyy+xxxx')).toContain('Use fewer words');
  const answer = await site.get('/search?q=https%3A%2F%2Farxiv.org%2Fpdf%2F2608.20001v1');
  expect([answer.status, answer.headers.get('Location')]).toEqual([302, '/papers/arxiv:2608.20001']);
});

test('trending lists over a day, a week and a month, with a reason for each paper', async () => {
  const site = await openSite({ records: [...thursday, friday] });
  expect(await site.html('/trending')).not.toContain('A paper called');
  const week = await site.html('/trending?over=week');
  expect(week).toContain('A paper called 2608.00001');
  expect(week).toMatch(/<p class="reason">[^<]+<\/p>/);
});

test('trending lists of a field, with code only, newest first and of a past day', async () => {
  const site = await openSite({ records: [...thursday, friday] });
  const field = await site.html('/trending/cs.CL?over=week&sort=newest');
  expect(field).toContain('<h1>Trending in Computation and Language</h1>');
  expect(field).toContain('href="/trending/cs.CL.atom?over=week&amp;sort=newest"');
  expect(await site.html('/trending/math.CO?over=all')).not.toContain('class="reason"');
  expect(await site.html('/trending?over=all&code=yes')).not.toContain('A paper called');
  expect(await site.html('/trending?day=2026-08-20')).toContain('As it stood');
  expect((await site.get('/trending?day=2026-02-30')).status).toBe(400);
  expect((await site.get('/trending/%3Cb%3E')).status).toBe(400);
});

test('the page about trending has every constant and its reason', async () => {
  const html = await (await openSite()).html('/about/trending');
  const page = html.replaceAll('<wbr/>', '');
  for (const [name, { reason }] of Object.entries(trendingConstants)) {
    expect(page).toContain(`<code>${name}</code>`);
    expect(page).toContain(reason.replaceAll('"', '&quot;'));
  }
  for (const [name, { weight }] of Object.entries(signalKinds)) {
    expect(page).toContain(`<code>${name}</code>`);
    expect(page).toContain(weight.reason.replaceAll('"', '&quot;'));
  }
});

test('mails of the outbox are shown in development, their HTML boxed in', async () => {
  const site = await openSite({ mode: 'development' });
  await site.post('/subscribe', { address: 'ada@example.org' });
  await site.mailsWritten();
  const path = /href="(\/dev\/mail\/[^"]+)"/.exec(await site.html('/dev/mail'))?.[1] ?? '';
  expect(await site.html(path)).toContain('sandbox=');
  const letter = await site.get(`${path}/html`);
  expect(letter.headers.get('Content-Security-Policy')).toMatch(/default-src 'none'.*sandbox/);
  expect((await site.get('/dev/mail/..%2F..%2Fetc%2Fpasswd')).status).toBe(404);
});

test('files that change keep no cache, and files that do not change keep it for a year', async () => {
  const site = await openSite();
  const href = /href="(\/assets\/site\.[0-9a-f]+\.css)"/.exec(await site.html('/'))?.[1] ?? '';
  const css = await site.get(href);
  expect(css.headers.get('Content-Type')).toBe('text/css; charset=utf-8');
  expect(css.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
  expect((await site.get('/robots.txt')).status).toBe(200);
  expect(await site.html('/opensearch.xml')).toContain('http://papers.test/search?q={searchTerms}');
});

test('a page of fifty papers stays small, and so does the script', async () => {
  const records = makePaperRecords(50, { abstract: 'A long abstract of an honest length. '.repeat(40) });
  const site = await openSite({ records });
  const page = await site.get('/days/2026-08-20', { headers: { 'Accept-Encoding': 'gzip' } });
  expect((await page.arrayBuffer()).byteLength).toBeLessThan(60_000);
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await site.html('/search'))?.[1] ?? '';
  expect((await site.html(script)).length).toBeLessThan(3_000);
});

test('the page of feeds names every feed that a reader imports', async () => {
  const site = await openSite({ records: makePaperRecords(2) });
  const html = await site.html('/feeds');
  const opml = await site.html('/feeds.opml');
  const feeds = [...opml.matchAll(/xmlUrl="http:\/\/papers\.test([^"]+)"/g)].map(([, feed = '']) => feed);
  expect(feeds.length).toBeGreaterThan(3);
  for (const feed of feeds) expect(html).toContain(`href="${feed}"`);
});

test('a list leads to its feeds and files', async () => {
  const site = await openSite({ records: makePaperRecords(2) });
  const html = await site.html('/trending?over=week');
  const [outputs = ''] = /<nav class="outputs".*?<\/nav>/s.exec(html) ?? [];
  const links = [...outputs.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href);
  expect(links).toContain('/trending.rss?over=week');
  expect(links).toContain('/trending.csl.json?over=week');
  for (const link of links) expect((await site.get(link)).status, link).toBe(200);
});
