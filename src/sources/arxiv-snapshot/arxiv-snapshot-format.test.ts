import { expect, test } from 'vitest';
import { readItems } from '../../../test/support/read-items.ts';
import { arxivSnapshotFormat } from './arxiv-snapshot-format.ts';

const line = {
  id: '0704.0001',
  submitter: 'Ann Example',
  authors: "A. Example, Jos\\'e Muster (Example U.) and the Sample Collaboration",
  title: 'Counting   apples\n  in $SU(2)$ orchards',
  comments: '3 pages, 1 figure; to appear',
  'journal-ref': 'J. Orchards 12 (2007) 1--9',
  doi: '10.1000/Orchard.12',
  'report-no': 'EX-07-1',
  categories: 'math.CO hep-th',
  license: 'http://creativecommons.org/licenses/by/4.0/',
  abstract: '  We count apples,\nabout 50\\% of them.\n',
  versions: [
    { version: 'v2', created: 'Tue, 24 Jul 2007 20:10:27 GMT' },
    { version: 'v1', created: 'Mon, 2 Apr 2007 19:18:42 GMT' },
  ],
  update_date: '2008-11-26',
  authors_parsed: [
    ['Example', 'A.', ''],
    ['Muster', "Jos\\'e", 'Jr.', 'Example U.'],
    ['the Sample Collaboration', '', ''],
  ],
};

async function readOne(changes: object): Promise<unknown> {
  const { records, problems } = await readItems(arxivSnapshotFormat, JSON.stringify({ ...line, ...changes }));
  return records[0] ?? problems[0];
}

test('reads a line of the snapshot', async () => {
  expect(await readOne({})).toEqual({
    source: 'arxiv',
    sourceId: '0704.0001',
    arxivId: '0704.0001',
    doi: '10.1000/orchard.12',
    title: 'Counting apples in $SU(2)$ orchards',
    abstract: 'We count apples, about 50% of them.',
    abstractKind: 'abstract',
    authors: ['A. Example', 'José Muster Jr.', 'the Sample Collaboration'],
    publishedOn: '2007-04-02',
    updatedOn: '2007-07-24',
    categories: ['math.CO', 'hep-th'],
    venue: 'J. Orchards 12 (2007) 1–9',
    comment: '3 pages, 1 figure; to appear',
    license: 'http://creativecommons.org/licenses/by/4.0/',
    links: { page: 'https://arxiv.org/abs/0704.0001', pdf: 'https://arxiv.org/pdf/0704.0001' },
    version: 2,
    versions: [
      { number: 1, submittedOn: '2007-04-02' },
      { number: 2, submittedOn: '2007-07-24' },
    ],
  });
});

test('an identifier of before 2007 loses its subject class', async () => {
  expect(await readOne({ id: 'math.GT/0309136' })).toMatchObject({ sourceId: 'math/0309136' });
  expect(await readOne({ id: 'hep-th/9901001' })).toMatchObject({ arxivId: 'hep-th/9901001' });
});

test('without parsed authors, the author line is taken apart', async () => {
  expect(await readOne({ authors_parsed: null })).toMatchObject({
    authors: ['A. Example', 'José Muster', 'the Sample Collaboration'],
  });
});

test('a single version has no update', async () => {
  const record = await readOne({ versions: [line.versions[1]] });
  expect(record).toMatchObject({ publishedOn: '2007-04-02', version: 1 });
  expect(record).not.toHaveProperty('updatedOn');
});

test('nulls and values of the wrong kind are left out', async () => {
  const record = await readOne({
    abstract: null,
    doi: null,
    categories: 7,
    versions: [null, 'v1', {}],
    comments: ['x'],
  });
  expect(record).toMatchObject({ title: 'Counting apples in $SU(2)$ orchards', categories: ['7'] });
  for (const field of ['abstract', 'doi', 'versions', 'comment']) expect(record).not.toHaveProperty(field);
});

test('a line without identifier or title is a problem with its line', async () => {
  expect(await readOne({ id: 'nonsense' })).toEqual({ line: 1, reason: '"nonsense" is no arXiv identifier' });
  expect(await readOne({ title: ' ' })).toEqual({ line: 1, reason: 'it has no title' });
});

test('is recognised by its keys, also behind a broken line', () => {
  expect(arxivSnapshotFormat.recognises(`{"id": broken\n${JSON.stringify(line)}`)).toBe(true);
  expect(arxivSnapshotFormat.recognises('{"id": "arxiv:0704.0001", "title": "x", "abstract": "y"}')).toBe(
    false,
  );
  expect(arxivSnapshotFormat.recognises('')).toBe(false);
});
