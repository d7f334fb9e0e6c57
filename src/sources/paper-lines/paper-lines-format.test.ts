import { expect, test } from 'vitest';
import { readItems } from '../../../test/support/read-items.ts';
import { foldRecordStates } from '../../papers/fold-record-states.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { paperLinesFormat } from './paper-lines-format.ts';

async function readOne(line: object): Promise<unknown> {
  const { records, problems } = await readItems(paperLinesFormat, JSON.stringify(line));
  return records[0] ?? problems[0];
}

const plain = { title: 'On examples', authors: ['Ann Example'], abstract: 'Words.' };

test('reads a line', async () => {
  const line = {
    ...plain,
    id: 'arxiv:2401.00001',
    published: '2024-01-01',
    updated: '2024-02-01',
    listed: '2024-01-03',
    categories: ['cs.CL', 'cs.LG'],
    doi: '10.1000/X',
    venue: 'Proceedings of Examples',
    comments: '8 pages',
    url: 'https://arxiv.org/abs/2401.00001',
    code_url: 'https://example.org/code',
  };
  expect(await readOne(line)).toEqual({
    source: 'arxiv',
    sourceId: '2401.00001',
    arxivId: '2401.00001',
    doi: '10.1000/x',
    title: 'On examples',
    abstract: 'Words.',
    abstractKind: 'abstract',
    authors: ['Ann Example'],
    publishedOn: '2024-01-01',
    updatedOn: '2024-02-01',
    announcedOn: '2024-01-03',
    categories: ['cs.CL', 'cs.LG'],
    venue: 'Proceedings of Examples',
    comment: '8 pages',
    links: {
      page: 'https://arxiv.org/abs/2401.00001',
      pdf: 'https://arxiv.org/pdf/2401.00001',
      code: 'https://example.org/code',
    },
  });
});

test.each([
  [{ arxiv_id: '2401.00001v3' }, { source: 'arxiv', sourceId: '2401.00001', version: 3 }],
  [{ id: 'acl:P18-1001' }, { source: 'acl', sourceId: 'P18-1001', aclId: 'P18-1001' }],
  [{ id: 'doi:10.1000/Ab' }, { source: 'doi', sourceId: '10.1000/ab' }],
  [
    { arxiv_id: '2401.00001', acl_id: '2023.acl-long.1' },
    { source: 'arxiv', aclId: '2023.acl-long.1' },
  ],
])('%j says whose record it is', async (ids, expected) => {
  expect(await readOne({ ...plain, ...ids })).toMatchObject(expected);
});

test('a line without identifier is known by title and first author', async () => {
  const one = (await readOne(plain)) as { sourceId: string };
  expect(one).toMatchObject({
    source: 'paper-lines',
    sourceId: expect.stringMatching(/^title:[\da-f]{20}$/) as string,
  });
  expect(await readOne({ ...plain, abstract: 'Other words.' })).toMatchObject({ sourceId: one.sourceId });
  expect(await readOne({ ...plain, title: 'On other examples' })).not.toMatchObject({
    sourceId: one.sourceId,
  });
});

test('a summary is told from an abstract', async () => {
  expect(
    await readOne({ id: 'arxiv:2401.00001', title: 'On examples', summary: 'What it says.' }),
  ).toMatchObject({
    source: 'starter',
    sourceId: 'arxiv:2401.00001',
    abstract: 'What it says.',
    abstractKind: 'summary',
  });
});

test('a summary without identifier is a state of the record that has the abstract', async () => {
  const paper = { title: 'On examples', authors: ['Ada Lovelace'] };
  const [summary, abstract] = [
    (await readOne({ ...paper, published: '2024', summary: 'What it says.' })) as PaperRecord,
    (await readOne({ ...paper, abstract: 'We show examples.' })) as PaperRecord,
  ];
  expect(summary).toMatchObject({ source: abstract.source, sourceId: abstract.sourceId });
  expect(foldRecordStates(summary, abstract)).toMatchObject({ abstract: 'We show examples.' });
  expect(foldRecordStates(abstract, summary)).toMatchObject({ abstract: 'We show examples.' });
});

test('an address that is not of the web is left out', async () => {
  expect(
    await readOne({ ...plain, url: 'javascript:alert(1)', code_url: 'file:///etc/x' }),
  ).not.toHaveProperty('links');
});

test('is recognised by a title and one key more', () => {
  expect(paperLinesFormat.recognises('{"title": "x", "abstract": "y"}')).toBe(true);
  expect(paperLinesFormat.recognises('{"_id": "1", "title": "x", "text": "y"}')).toBe(false);
  expect(paperLinesFormat.recognises('[{"title": "x", "id": "y"}]')).toBe(false);
});
