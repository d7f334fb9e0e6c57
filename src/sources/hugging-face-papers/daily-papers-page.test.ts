import { expect, test } from 'vitest';
import { parseDailyPapersPage } from './daily-papers-page.ts';

const paper = {
  id: '2602.23229',
  authors: [{ name: 'Ann Example' }, { name: 'Hidden Name', hidden: true }],
  publishedAt: '2026-02-26T17:08:18.000Z',
  title: 'Seeing circles',
  summary: 'We look.',
  upvotes: 10,
  githubRepo: 'https://github.com/example/circle',
  projectPage: 'javascript:alert(1)',
  githubStars: 9,
};

test('a paper comes with its code, its upvotes and its comments', () => {
  const { records, signals } = parseDailyPapersPage(JSON.stringify([{ paper, title: 'x', numComments: 1 }]));
  expect(records).toEqual([
    {
      source: 'huggingface',
      sourceId: '2602.23229',
      arxivId: '2602.23229',
      title: 'Seeing circles',
      abstract: 'We look.',
      abstractKind: 'abstract',
      authors: ['Ann Example'],
      publishedOn: '2026-02-26',
      links: { code: 'https://github.com/example/circle' },
    },
  ]);
  expect(signals).toEqual([
    { publicId: 'arxiv:2602.23229', signal: 'upvotes', count: 10 },
    { publicId: 'arxiv:2602.23229', signal: 'comments', count: 1 },
  ]);
});

test('counts that are none are left out', () => {
  const text = JSON.stringify([{ paper: { ...paper, upvotes: null }, numComments: 'many' }]);
  expect(parseDailyPapersPage(text).signals).toEqual([]);
});
