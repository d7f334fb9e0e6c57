import { describe, expect, test } from 'vitest';
import { crawlSite } from '../support/crawl-site.ts';
import { findMarkupErrors, hasHtmlChecker } from '../support/html-checker.ts';
import { makePaperRecord, makePaperRecords } from '../support/make-paper-record.ts';
import { openSite } from '../support/open-site.ts';

const records = [
  ...makePaperRecords(55, { abstract: `We study $x^2$ and attention. ${'It is long. '.repeat(30)}` }),
  makePaperRecord({
    sourceId: '2608.20001',
    title: 'R&D <b> in $\\mathcal{O}(n^2)$, “quoted”',
    abstract:
      'Let $x = \\frac{a+b}{\\sqrt{2}}$ and $$\\sum_{i=1}^{n} \\alpha_i \\le \\int_0^1 f(t)\\,dt$$ hold. '.repeat(
        4,
      ),
    authors: ['Ada Lovelace', 'José Núñez', '<script>'],
    venue: 'Proceedings of Sorting',
    versions: [
      { number: 1, submittedOn: '2026-08-19' },
      { number: 2, submittedOn: '2026-08-21' },
    ],
  }),
];

describe.skipIf(!hasHtmlChecker)('the Nu HTML checker (skipped where it or Java is not installed)', () => {
  test('finds no error on any page that a crawl from the front page reaches', async () => {
    const site = await openSite({ records, mode: 'development' });
    const pages = await crawlSite(site, [
      '/',
      '/reading-list',
      '/search?q=zzzz',
      '/nowhere',
      '/days/2026-08-22',
    ]);
    expect(pages.size).toBeGreaterThan(40);
    expect(findMarkupErrors(pages)).toEqual([]);
  }, 240_000);
});
