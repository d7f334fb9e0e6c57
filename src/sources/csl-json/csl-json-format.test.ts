import { expect, test } from 'vitest';
import { readItems } from '../../../test/support/read-items.ts';
import { cslJsonFormat } from './csl-json-format.ts';

const items = [
  {
    id: 'example2007',
    type: 'article-journal',
    title: 'Counting <i>apples</i> "in" braces } {',
    author: [
      { family: 'Example', given: 'Ann' },
      { family: 'Berg', given: 'Karl', 'non-dropping-particle': 'van der', suffix: 'III' },
      { literal: 'The Sample Collaboration' },
    ],
    issued: { 'date-parts': [['2007', 4, 2]] },
    'container-title': 'Journal of Orchards',
    abstract: '<jats:p>We count.</jats:p>',
    DOI: '10.1000/Orchard.12',
    URL: 'https://example.org/12',
  },
  {
    id: 2,
    type: 'article',
    title: ['A preprint'],
    number: 'arXiv:2401.00001',
    issued: { raw: '2024-01' },
    author: 'x',
  },
];

test('reads items, however the text is laid out and cut', async () => {
  const layouts = [
    JSON.stringify(items),
    JSON.stringify(items, null, 2),
    items.map((item) => JSON.stringify(item)).join('\n'),
  ];
  for (const text of layouts) {
    for (const pieceLength of [1, 3, 50, 10_000]) {
      const { records, problems } = await readItems(cslJsonFormat, text, pieceLength);
      expect(problems).toEqual([]);
      expect(records).toEqual([
        {
          source: 'csl-json',
          sourceId: 'example2007#doi:10.1000/orchard.12',
          title: 'Counting apples "in" braces',
          authors: ['Ann Example', 'Karl van der Berg III', 'The Sample Collaboration'],
          abstract: 'We count.',
          abstractKind: 'abstract',
          publishedOn: '2007-04-02',
          venue: 'Journal of Orchards',
          doi: '10.1000/orchard.12',
          links: { page: 'https://example.org/12' },
        },
        {
          source: 'csl-json',
          sourceId: '2#arxiv:2401.00001',
          title: 'A preprint',
          authors: [],
          publishedOn: '2024-01',
          arxivId: '2401.00001',
        },
      ]);
    }
  }
});

test('a broken item is reported with its line, and so is an end in the middle', async () => {
  const { records, problems } = await readItems(
    cslJsonFormat,
    '[\n{"title": "One"},\n{"title": nothing},\n{"title": "Two"},\n{"title": "Thr',
  );
  expect(records.map(({ title }) => title)).toEqual(['One', 'Two']);
  expect(problems).toEqual([
    { line: 3, reason: 'it is not JSON' },
    { line: 5, reason: 'the file ends within the item' },
  ]);
});

test('an endless item is reported and the next one read', async () => {
  const text = `[{"title": "${'x'.repeat(5_000_000)}"}, {"title": "Two"}]`;
  const { records, problems } = await readItems(cslJsonFormat, text, 65_536);
  expect(records.map(({ title }) => title)).toEqual(['Two']);
  expect(problems).toEqual([{ line: 1, reason: 'the item is far too long' }]);
});

test('is recognised by keys that no other JSON of papers has', () => {
  expect(cslJsonFormat.recognises(JSON.stringify(items))).toBe(true);
  expect(cslJsonFormat.recognises('[{"day": "2024-01-01", "votes": []}]')).toBe(false);
  expect(cslJsonFormat.recognises('{"title": "x", "abstract": "y", "doi": "z"}')).toBe(false);
});
