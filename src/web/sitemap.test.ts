import { expect, test } from 'vitest';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { openSite } from '../../test/support/open-site.ts';

const records = [
  makePaperRecord({ sourceId: '2608.00001', announcedOn: '2026-08-19' }),
  makePaperRecord({ sourceId: '2506.00001', announcedOn: '2025-06-02' }),
];

const addressesIn = (sitemap: string): string[] =>
  [...sitemap.matchAll(/<loc>http:\/\/papers\.test([^<]*)<\/loc>/g)].map(([, path]) => path ?? '');

test('the sitemap leads to every page that lasts', async () => {
  const site = await openSite({ records });
  const index = await site.html('/sitemap.xml');
  expect(addressesIn(index)).toEqual([
    '/sitemaps/pages.xml',
    '/sitemaps/2026-08.xml',
    '/sitemaps/2025-06.xml',
  ]);
  for (const path of addressesIn(index)) {
    for (const page of addressesIn(await site.html(path)))
      expect([page, (await site.get(page)).status]).toEqual([page, 200]);
  }
  expect(addressesIn(await site.html('/sitemaps/2026-08.xml'))).toEqual([
    ...['/months/2026-08', '/days/2026-08-19', '/papers/arxiv:2608.00001'],
  ]);
});

test('robots are shown the sitemap, told what not to take, and need not fetch it again', async () => {
  const site = await openSite({ records });
  expect(await site.html('/robots.txt')).toContain('Sitemap: http://papers.test/sitemap.xml');
  const first = await site.get('/sitemaps/2026-08.xml');
  const etag = first.headers.get('ETag') ?? '';
  expect(first.headers.get('Cache-Control')).toBe('public, max-age=86400');
  expect((await site.get('/sitemaps/2026-08.xml', { headers: { 'If-None-Match': etag } })).status).toBe(304);
});

test.each(['/sitemaps/2026-13.xml', '/sitemaps/2024-01.xml', '/sitemaps/x'])(
  '%s is not there',
  async (path) => {
    expect((await (await openSite({ records })).get(path)).status).toBe(404);
  },
);
