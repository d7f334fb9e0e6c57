import { expect, test } from 'vitest';
import { parseBiorxivPage } from './biorxiv-page.ts';

const page = (item: object, message: object = { status: 'ok', total: '113' }): string =>
  JSON.stringify({ messages: [message], collection: [item] });

const item = {
  doi: '10.1101/2026.08.01.123456',
  title: 'Counting <i>E. coli</i>',
  authors: 'King, M. L., Jr.; Example Consortium; Müller, Ä.',
  date: '2026-6-30',
  version: '1',
  license: 'cc_by_nc',
  category: 'Cell Biology',
  abstract: 'NA',
  published: 'NA',
};

test('a first version is announced on its day, which may lack its zeros', () => {
  const { records, totalCount, itemCount } = parseBiorxivPage('biorxiv', page(item));
  expect(records[0]).toEqual({
    source: 'biorxiv',
    sourceId: '10.1101/2026.08.01.123456',
    doi: '10.1101/2026.08.01.123456',
    title: 'Counting E. coli',
    authors: ['M. L. King Jr.', 'Example Consortium', 'Ä. Müller'],
    publishedOn: '2026-06-30',
    announcedOn: '2026-06-30',
    categories: ['biorxiv.cell-biology'],
    license: 'cc_by_nc',
    version: 1,
    versions: [{ number: 1, submittedOn: '2026-06-30' }],
    links: {
      page: 'https://www.biorxiv.org/content/10.1101/2026.08.01.123456v1',
      pdf: 'https://www.biorxiv.org/content/10.1101/2026.08.01.123456v1.full.pdf',
    },
  });
  expect({ totalCount, itemCount }).toEqual({ totalCount: 113, itemCount: 1 });
});

test('a later version is an update', () => {
  const { records } = parseBiorxivPage('medrxiv', page({ ...item, version: 3 }));
  expect(records[0]).toMatchObject({ source: 'medrxiv', updatedOn: '2026-06-30', version: 3 });
  expect(records[0]?.publishedOn).toBeUndefined();
});

test('a day without papers is empty, another status an error', () => {
  const none = parseBiorxivPage('biorxiv', page({}, { status: 'no posts found' }));
  expect(none).toMatchObject({ records: [], totalCount: 0 });
  expect(() => parseBiorxivPage('biorxiv', page({}, { status: 'error: database' }))).toThrow(
    'biorxiv says: error: database.',
  );
});
