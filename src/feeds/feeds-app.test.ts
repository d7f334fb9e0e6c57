import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { makePaperRecord, makePaperRecords } from '../../test/support/make-paper-record.ts';
import { openSite } from '../../test/support/open-site.ts';
import { saveRecords } from '../papers/save-records.ts';

const thursday = makePaperRecords(3, { announcedOn: '2026-08-20' });
const friday = makePaperRecord({
  sourceId: '2608.20001',
  title: 'Sorting in $O(n^2)$ & <b>less</b> \u0007 time',
  abstract: 'We sort $n$ things & measure "it".',
  authors: ['Ada Lovelace', 'Jan van der Berg'],
  announcedOn: '2026-08-21',
  categories: ['cs.DS', 'cs.CC'],
  links: { page: 'https://arxiv.org/abs/2608.20001', code: 'https://github.com/a/b?c=1&d=2' },
});
const records = [...thursday, friday];

const lists = ['/index', '/days/2026-08-20', '/weeks/2026-W34', '/months/2026-08', '/trending'];
const pages = [...lists, '/search'];
const withQuery = (path: string): string => (path.startsWith('/search') ? `${path}?q=paper` : path);

describe.each(pages)('%s', (page) => {
  test.each([
    ['atom', 'application/atom+xml', 'entry'],
    ['rss', 'application/rss+xml', 'item'],
  ])('as %s is well-formed and has its papers', async (extension, mediaType, element) => {
    const site = await openSite({ records });
    const response = await site.get(withQuery(`${page}.${extension}`));
    expect(response.headers.get('Content-Type')).toBe(`${mediaType}; charset=utf-8`);
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=900');
    expect(response.headers.get('Last-Modified')).toMatch(/^\w{3}, 2\d Aug 2026 00:00:00 GMT$/);
    const { names, attributes } = readMarkup(await response.text());
    expect(names.filter((name) => name === element).length).toBeGreaterThan(0);
    const self = attributes.find(({ rel }) => rel === 'self');
    expect(self?.href).toBe(`http://papers.test${withQuery(`${page}.${extension}`)}`);
  });

  test('as JSON Feed has the same papers as Atom', async () => {
    const site = await openSite({ records });
    const feed = await readJsonFeed(site, withQuery(`${page}.json`));
    const { texts } = readMarkup(await site.html(withQuery(`${page}.atom`)));
    expect(feed.version).toBe('https://jsonfeed.org/version/1.1');
    expect(feed.items.length).toBeGreaterThan(0);
    expect(texts.filter((text) => /^tag:papers\.test,2026:arxiv:/.test(text))).toEqual(
      feed.items.map(({ id }) => id),
    );
  });

  test('leaves the page of the same address alone', async () => {
    const site = await openSite({ records });
    const path = page === '/index' ? '/' : withQuery(page);
    expect((await site.get(path)).headers.get('Content-Type')).toBe('text/html; charset=UTF-8');
    expect((await site.get(`${path}${path.includes('?') ? '&' : '?'}format=odd`)).status).toBe(200);
  });
});

test('a paper is told whole: mathematics as text, all authors, categories, links', async () => {
  const site = await openSite({ records });
  const [item] = (await readJsonFeed(site, '/days/2026-08-21.json')).items;
  expect(item).toEqual({
    id: 'tag:papers.test,2026:arxiv:2608.20001',
    url: 'http://papers.test/papers/arxiv:2608.20001',
    external_url: 'https://arxiv.org/abs/2608.20001',
    title: 'Sorting in O(n²) & <b>less</b> time',
    content_html:
      '<p>We sort n things &amp; measure &quot;it&quot;.</p><p>cs.DS, cs.CC</p>' +
      '<p><a href="https://arxiv.org/abs/2608.20001">Paper</a> <a href="https://github.com/a/b?c=1&amp;d=2">Code</a> </p>',
    date_published: '2026-08-21T00:00:00Z',
    date_modified: '2026-08-21T00:00:00Z',
    authors: [{ name: 'Ada Lovelace' }, { name: 'Jan van der Berg' }],
    tags: ['cs.DS', 'cs.CC'],
  });
});

test('a trending feed says why each paper is here', async () => {
  const site = await openSite({ records });
  for (const { summary, content_html } of (await readJsonFeed(site, '/trending.json?over=week')).items) {
    expect(summary).toMatch(/new in cs\./);
    expect(content_html).toContain(`<em>Why it is here: ${summary}</em>`);
  }
});

test('the id stays and the date moves when a paper is revised', async () => {
  const site = await openSite({ records });
  const before = await readJsonFeed(site, '/days/2026-08-21.json');
  const revision = { ...friday, title: 'Sorting faster', updatedOn: '2026-08-25', version: 2 };
  await saveRecords(site.database, [revision], { savedAt: '2026-08-25T10:00:00Z' });
  const after = await readJsonFeed(site, '/days/2026-08-21.json');
  expect(after.items[0]).toMatchObject({
    ...{ id: before.items[0]?.id, url: before.items[0]?.url, title: 'Sorting faster' },
    ...{ date_published: '2026-08-21T00:00:00Z', date_modified: '2026-08-25T00:00:00Z' },
  });
});

test.each([
  '/index.atom',
  '/search.json?q=paper',
  '/days/2026-08-20.rss',
  '/papers/arxiv:2608.00001.bib',
  '/feeds.opml',
])('%s is not sent twice', async (path) => {
  const site = await openSite({ records });
  const first = await site.get(path);
  const again = await site.get(path, { headers: { 'If-None-Match': first.headers.get('ETag') ?? '' } });
  expect([first.status, again.status]).toEqual([200, 304]);
});

test.each([
  '"\'<>&',
  '%',
  'a b+c#d?e/f',
  'größe 東京 \u{1f600}',
  '\u0000\u0007',
  ']]>',
  'title:"x',
  '-'.repeat(1000),
])('a search for %j is a well-formed feed that names itself rightly', async (q) => {
  const site = await openSite({ records });
  const query = new URLSearchParams({ q }).toString();
  const response = await site.get(`/search.atom?${query}`);
  expect(response.status).toBe(200);
  const { attributes } = readMarkup(await response.text());
  const self = new URL(attributes.find(({ rel }) => rel === 'self')?.href ?? '');
  expect(self.searchParams.get('q')).toBe(q);
  JSON.parse(await site.html(`/search.json?${query}`));
});

test.each([
  ['/days/2026-02-30.atom', 404],
  ['/weeks/2026-W60.rss', 404],
  ['/months/2026-13.bib', 404],
  ['/papers/arxiv:2608.99999.bib', 404],
  ['/trending.atom?over=constructor', 400],
  ['/search.atom', 400],
  [`/search.atom?q=${'a'.repeat(1001)}`, 400],
  ['/index.atom?cursor=1', 400],
  ['/trending.json?cursor=x', 400],
])('%s is refused with %s and a sentence', async (path, status) => {
  const site = await openSite({ records });
  const response = await site.get(path);
  expect(response.status).toBe(status);
  expect(await response.text()).toMatch(/\w+ .*[.)?]/);
});

test('a feed has at most 200 kB and goes on where it ended, without losing a paper', async () => {
  const many = makePaperRecords(250, {
    abstract: `“Größe” & ${'<measure> it. '.repeat(150)}`,
    authors: Array.from({ length: 300 }, (_, index) => `Ada Lovelace the ${index}`),
  });
  const site = await openSite({ records: many });
  for (const extension of ['atom', 'rss', 'json']) {
    const seen = new Set<string>();
    let path: string | undefined = `/days/2026-08-20.${extension}`;
    for (let count = 0; path; count++) {
      expect(count).toBeLessThan(60);
      const text = await site.html(path);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(200_000);
      for (const [id] of text.matchAll(/tag:papers\.test,2026:arxiv:[\d.]+/g)) seen.add(id);
      const next = /rel="next"[^>]*href="([^"]+)"|"next_url":"([^"]+)"/.exec(text);
      path = (next?.[1] ?? next?.[2])?.replace('http://papers.test', '');
    }
    expect(seen.size).toBe(250);
  }
});

test('trending feeds are paged', async () => {
  const site = await openSite({ records: makePaperRecords(150) });
  const first = await readJsonFeed(site, '/trending.json');
  const second = await readJsonFeed(site, first.next_url?.replace('http://papers.test', '') ?? '');
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(150);
  expect(second.next_url).toBeUndefined();
});

test('a search feed has what is new, though better matches are old', async () => {
  const old = Array.from({ length: 130 }, (_, index) =>
    makePaperRecord({
      ...{ sourceId: `2301.${String(index + 1).padStart(5, '0')}`, title: 'Quantum sorting' },
      ...{ abstract: 'Quantum sorting.', publishedOn: '2023-01-10', announcedOn: '2023-01-11' },
    }),
  );
  const fresh = makePaperRecord({ title: 'A very long title of which only one word is on sorting' });
  const site = await openSite({ records: [...old, fresh] });
  const { items } = await readJsonFeed(site, '/search.json?q=quantum+sorting');
  expect(items).toHaveLength(100);
  expect(items[0]?.id).toBe('tag:papers.test,2026:arxiv:2608.00001');
});

test('a search feed has the filters and the order of the page, and names them in its address', async () => {
  const site = await openSite({ records });
  const idsOf = async (query: string): Promise<string[]> =>
    (await readJsonFeed(site, `/search.json?${query}`)).items.map(({ id }) => id.slice(-10));
  expect(await idsOf('category=cs.DS')).toEqual(['2608.20001']);
  expect(await idsOf('q=sorting&category=cs.CL')).toEqual([]);
  expect(await idsOf('author=lovelace&from=2026&has=code')).toEqual(['2608.20001']);
  expect(await idsOf('q=paper&to=1999')).toEqual([]);
  const { attributes } = readMarkup(await site.html('/search.atom?q=paper&category=cs.CL&sort=newest'));
  const named = attributes.flatMap(({ href }) => href ?? []);
  expect(named).toContain('http://papers.test/search?q=paper&category=cs.CL&sort=newest');
  expect((await site.get('/search.atom?q=paper&sort=best')).status).toBe(400);
});

describe('exports', () => {
  test.each([
    ['bib', 'text/x-bibtex', /^@misc\{/gm],
    ['biblatex', 'text/x-bibtex', /^@misc\{/gm],
    ['ris', 'application/x-research-info-systems', /^TY {2}- UNPB/gm],
    ['csl.json', 'application/vnd.citationstyles.csl+json', /"id":/g],
    ['csv', 'text/csv', /^arxiv:/gm],
  ])('.%s has every paper of a list, more than a page of it', async (extension, mediaType, mark) => {
    const site = await openSite({ records: makePaperRecords(620) });
    const response = await site.get(`/days/2026-08-20.${extension}`);
    expect(response.headers.get('Content-Type')).toBe(`${mediaType}; charset=utf-8`);
    expect(response.headers.get('Content-Disposition')).toBe(
      `attachment; filename="offprint-2026-08-20.${extension}"`,
    );
    expect((await response.text()).match(mark)).toHaveLength(620);
  });

  test('a search is exported beyond its first hundred', async () => {
    const site = await openSite({ records: makePaperRecords(230) });
    expect((await site.html('/search.bib?q=paper')).match(/^@/gm)).toHaveLength(230);
  });

  test('?format= leads to the lasting address', async () => {
    const site = await openSite({ records });
    const leads = async (path: string): Promise<string | null> =>
      (await site.get(path)).headers.get('Location');
    expect(await leads('/search?q=a%26b&format=bibtex')).toBe('/search.bib?q=a%26b');
    expect(await leads('/?format=atom')).toBe('/index.atom');
    expect(await leads('/days/2026-08-20?format=csl')).toBe('/days/2026-08-20.csl.json');
    expect(await leads('/papers/arxiv:2608.00001?format=ris')).toBe('/papers/arxiv:2608.00001.ris');
    expect(await leads('/papers/arxiv:2608.00001?format=atom')).toBeNull();
  });

  test('a paper is cited under any of its identifiers, old ones with a slash too', async () => {
    const old = makePaperRecord({ sourceId: 'hep-th/9901001', publishedOn: '1999-01-01' });
    const site = await openSite({ records: [old] });
    for (const id of ['arxiv:hep-th/9901001', 'hep-th/9901001v2', 'https://arxiv.org/abs/hep-th/9901001']) {
      expect(await site.html(`/papers/${id}.bib`)).toContain('eprint        = {hep-th/9901001}');
    }
  });

  test('the page of a paper whose identifier ends like a file stays', async () => {
    const site = await openSite({
      records: [
        makePaperRecord({
          source: 'crossref',
          sourceId: 'x',
          doi: '10.1000/paper.bib',
          title: 'Named like a file',
        }),
      ],
    });
    expect(await site.html('/papers/doi:10.1000/paper.bib')).toMatch(/<h1>Named like a file/);
    expect(await site.html('/papers/doi:10.1000/paper.bib.bib')).toContain('10.1000/paper.bib}');
  });
});

test.each([
  '/',
  '/days/2026-08-20',
  '/weeks/2026-W34',
  '/months/2026-08',
  '/trending?over=week',
  '/search?q=a+%26+paper',
  '/search?q=paper&category=cs.CL&sort=newest',
  '/search?has=code',
])('the page %s names its feed, which is there and names the page', async (path) => {
  const site = await openSite({ records });
  const link = /<link rel="alternate" type="application\/atom\+xml"[^>]* href="([^"]+)"/.exec(
    await site.html(path),
  );
  const { attributes } = readMarkup(await site.html(link?.[1]?.replaceAll('&amp;', '&') ?? ''));
  expect(attributes.find(({ rel }) => rel === 'alternate')?.href).toBe(`http://papers.test${path}`);
});

test('OPML names feeds that are there', async () => {
  const site = await openSite({ records });
  const { attributes } = readMarkup(await site.html('/feeds.opml'));
  const addresses = attributes
    .flatMap(({ xmlUrl, htmlUrl }) => [xmlUrl, htmlUrl])
    .filter((url) => url !== undefined);
  expect(addresses).toHaveLength(8);
  for (const address of addresses) expect((await site.get(address)).status, address).toBe(200);
});

type Site = Awaited<ReturnType<typeof openSite>>;

interface JsonFeed {
  version: string;
  next_url?: string;
  items: { id: string; url: string; title: string; summary?: string; content_html: string }[];
}

async function readJsonFeed(site: Site, path: string): Promise<JsonFeed> {
  const response = await site.get(path);
  expect(response.headers.get('Content-Type')).toBe('application/feed+json; charset=utf-8');
  return (await response.json()) as JsonFeed;
}

/** Throws where the XML is not well-formed. */
function readMarkup(text: string): {
  names: string[];
  texts: string[];
  attributes: { [name: string]: string }[];
} {
  const found: ReturnType<typeof readMarkup> = { names: [], texts: [], attributes: [] };
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    found.names.push(name);
    found.attributes.push(attributes);
  });
  parser.on('text', (part) => found.texts.push(part));
  parser.write(text).close();
  return found;
}
