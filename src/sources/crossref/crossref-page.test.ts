import { expect, test } from 'vitest';
import { parseCrossrefPage } from './crossref-page.ts';

test('a work is read with its names, dates and markup put right', () => {
  const work = {
    DOI: '10.7554/eLife.1',
    title: ['Counting <i>apples</i>'],
    subtitle: ['a study &amp; more'],
    abstract: '<jats:title>Abstract</jats:title><jats:p>Of H<jats:sub>2</jats:sub>O.</jats:p>',
    author: [
      { given: 'Martin', family: 'King', suffix: 'Jr.' },
      { name: 'The Apple Consortium' },
      { given: '小明', family: '王' },
    ],
    published: { 'date-parts': [[2026, 8]] },
    posted: { 'date-parts': [[2026, 8, 1]] },
    'container-title': ['eLife'],
    license: [{ URL: 'http://creativecommons.org/licenses/by/4.0/' }],
    link: [{ URL: 'https://cdn.example/1.pdf', 'content-type': 'application/pdf' }],
    'is-referenced-by-count': 3,
  };
  const { records, signals } = parseCrossrefPage(JSON.stringify({ message: { items: [work] } }));
  expect(records[0]).toMatchObject({
    source: 'crossref',
    sourceId: '10.7554/elife.1',
    title: 'Counting apples: a study & more',
    authors: ['Martin King Jr.', 'The Apple Consortium', '王小明'],
    publishedOn: '2026-08',
    venue: 'eLife',
    license: 'http://creativecommons.org/licenses/by/4.0/',
    links: { page: 'https://doi.org/10.7554/elife.1', pdf: 'https://cdn.example/1.pdf' },
  });
  expect(records[0]?.abstract).toMatch(/^Of H.?2.?O\.$|^Of H₂O\.$/);
  expect(signals).toEqual([{ publicId: 'doi:10.7554/elife.1', signal: 'citations', count: 3 }]);
});
