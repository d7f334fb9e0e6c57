import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeForTest } from '../../test/relevance/stored-papers.ts';
import { fixedClock } from '../lib/clock.ts';
import type { Database } from '../storage/database.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { createIndexer } from './indexer.ts';
import { openSearchInWorker } from './open-search-in-worker.ts';
import { openSearch } from './open-search.ts';

const clock = fixedClock('2026-08-20T10:00:00Z');

let folder: string;
let database: Database;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'offprint-test-'));
  database = openDatabase({ address: join(folder, 'search.db') });
  await migrate(database, clock);
  await storeForTest(database, [
    {
      id: 1,
      title: 'Graph search',
      categories: ['cs.DS'],
      authors: ['Ada Lovelace'],
      publishedOn: '2024-05-31',
    },
    {
      id: 2,
      title: 'Searching graphs',
      categories: ['cs.CL', 'stat.ML'],
      publishedOn: '2025',
      hasCode: true,
    },
    { id: 3, title: 'The The', abstract: 'A paper on stop words.' },
    {
      id: 5,
      title: 'Pre-trained language models: a survey',
      abstract: 'We list models of language. Deep models of it are large.',
      authors: ['Emmy Noether'],
      venue: 'Transactions of the Test Society',
      categories: ['cs.CL'],
      publishedOn: '2023-03-14',
    },
    {
      id: 6,
      title: 'Large language model training',
      abstract: 'Deep, models.',
      categories: ['stat.ML', 'cs.CL'],
    },
    { id: 7, title: '深度学习的模型', abstract: 'C++ and $\\beta$-VAE.' },
  ]);
  const indexer = createIndexer(database, { clock });
  await indexer.finish();
  await indexer.close();
});
afterAll(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});

const idsOf = async (text: string): Promise<number[]> => {
  const { hits } = await openSearch(database).search({ text, limit: 10 });
  return hits.map(({ paper }) => paper.id);
};

test.each([
  ['graph category:cs.CL', [2]],
  ['graph category:stat', [2]],
  ['graph category:cs.XX', []],
  ['author:lovelace', [1]],
  ['author:"Ada Lovelace" graph', [1]],
  ['author:graph', []],
  ['graph from:2024-06', [2]],
  ['graph to:2024-05', [1]],
  ['graph to:2024', [1]],
  ['has:code', [2]],
  ['graph -has:code', [1]],
  ['graph -searching', []],
  ['graph -code category:cs', [1, 2]],
  ['"language models"', [5]],
  ['“language models”', [5]],
  ['"pretrained language"', [5]],
  ['"pre trained language"', [5]],
  ['"deep models"', [6, 5]],
  ['"models deep"', []],
  ['"emmy noether"', [5]],
  ['"model"', [6]],
  ['model -"language models"', [6]],
  ['model -survey', [6]],
  ['model -pre-trained', [6]],
  ['title:model', [6, 5]],
  ['title:"language models"', [5]],
  ['ti:deep', []],
  ['abstract:deep', [6, 5]],
  ['abs:survey', []],
  ['model -author:noether', [6]],
  ['venue:"test society"', [5]],
  ['venue:cs.CL venue:test', []],
  ['model field:cs', [5]],
  ['model field:stat.ML', [6]],
  ['model category:cs.CL', [6, 5]],
  ['year:2023', [5]],
  ['year:2022-2023', [5]],
  ['from:2023-03-14 to:2023-03-14', [5]],
  ['"深度学习"', [7]],
  ['"学习模型"', []],
  ['c++', [7]],
  ['"beta-vae"', [7]],
  ['the', [3]],
  ['offprint:test2', [2]],
])('%s finds %j', async (text, ids) => {
  expect(await idsOf(text)).toEqual(ids);
});

test.each([
  ['Exploring evolution-aware & -free protein models', [10, 11]],
  ['exploring evolution‐aware & −free protein models', [10, 11]],
  ['Exploring protein models -free', [11]],
  ['“Why should I trust you?”: explaining -- ("any") classifier', [12]],
  ['"Why should I trust you?": explaining -- ("any") classifier', [12]],
  ['title:transfer, author:style, and -"nothing else"', [13]],
  ['Inches: 5" of -10 degrees', [14]],
  ['Data: a -- or -sparse? benchmark.', [16]],
  ['deep -learning', []],
  ['"learning deep"', []],
])('%s, a title or nearly one, finds %j', async (text, ids) => {
  const database = openDatabase({ address: ':memory:' });
  await migrate(database, clock);
  await storeForTest(database, [
    { id: 10, title: 'Exploring evolution-aware & -free protein models' },
    { id: 11, title: 'Exploring protein models' },
    { id: 12, title: '"Why Should I Trust You?": Explaining -- ("Any") Classifier' },
    { id: 13, title: 'Title:Transfer, Author:Style, and -"Nothing Else"' },
    { id: 14, title: 'Inches: 5" of -10 Degrees' },
    { id: 15, title: 'Deep Learning' },
    { id: 16, title: 'Data: A – or -Sparse? Benchmark' },
  ]);
  const indexer = createIndexer(database, { clock });
  await indexer.finish();
  await indexer.close();
  const { hits, notes } = await openSearch(database).search({ text, limit: 10 });
  expect(hits.map(({ paper }) => paper.id)).toEqual(ids);
  expect(notes).toEqual([]);
  await database.destroy();
});

test('a search for common words alone says where it looked', async () => {
  const { hits, notes } = await openSearch(database).search({ text: '"the the"', limit: 10 });
  expect(hits.map(({ paper }) => paper.id)).toEqual([3]);
  expect(notes).toEqual([expect.stringMatching(/too common to be looked up in abstracts/)]);
});

describe('whatever is typed, there is an answer', () => {
  test.each([
    ['nothing', ''],
    ['ten thousand characters', 'graph '.repeat(1_700)],
    ['one long run', 'x'.repeat(10_000)],
    ['control characters', '\u0000graph\u0007\u001b'],
    ['only punctuation', '?!… --- """ ((('],
    ['unbalanced quotes', '"graph search'],
    ['half a character', '\ud800graph \udc00'],
    ['five hundred terms', Array.from({ length: 500 }, (_, i) => `graph${i}`).join(' ')],
    ['empty and unknown clauses', 'category: from:yesterday to: has:nothing author:"" from:9999-99-99'],
    ['SQL', "'; drop table papers; --"],
  ])('%s', async (_, text) => {
    const { query, hits } = await openSearch(database).search({ text, limit: 10 });
    expect(query).toBe(text);
    expect(hits.length).toBeLessThanOrEqual(10);
  });

  test.each([
    ['unbalanced quotes', '"graph search', ['A quotation mark has no partner and was left out.']],
    ['a date that is none', 'graph from:yesterday', [/^from:yesterday is no year, month or day/]],
    ['a property that is none', 'graph has:nothing', [/^has:nothing is not understood; there is has:code/]],
    ['operators of other searches', 'graph AND search', [/^AND, OR and NOT are searched as words/]],
    ['too much', 'graph '.repeat(1_700), ['Only the first 4000 characters were searched.']],
    ['a paper with a colon in its title', 'graphs: search', []],
  ])('%s is searched as words, and that is said', async (_, text, notes) => {
    const result = await openSearch(database).search({ text, limit: 10 });
    expect(result.notes).toEqual(
      notes.map((note) => (typeof note === 'string' ? note : (expect.stringMatching(note) as string))),
    );
    expect(result.hits.map(({ paper }) => paper.id).toSorted()).toEqual([1, 2]);
  });

  test('filters beside the text are the same as in it', async () => {
    const search = openSearch(database);
    const filters = { category: 'cs.CL', from: '2023', to: '2023-12', author: 'noether' };
    const beside = await search.search({ text: 'model', limit: 10, filters });
    expect(beside.hits.map(({ paper }) => paper.id)).toEqual([5]);
    const wrong = await search.search({ text: 'graph', limit: 10, filters: { from: 'x', field: 'cs.DS' } });
    expect(wrong.hits.map(({ paper }) => paper.id)).toEqual([1]);
    expect(wrong.notes).toEqual([expect.stringMatching(/^from:x is no year.*The filter was left out\.$/)]);
  });

  test('a cursor that is none gives the first page', async () => {
    const search = openSearch(database);
    const first = await search.search({ text: 'graph', limit: 1 });
    expect(await search.search({ text: 'graph', limit: 1, cursor: 'what?' })).toEqual(first);
  });
});

test('search on another thread answers the same while it is warmed up, and ends then, too', async () => {
  const options = { databaseAddress: join(folder, 'search.db'), database, isWarmedUp: true };
  const search = openSearchInWorker(options);
  const here = await openSearch(database).search({ text: 'graph', limit: 10 });
  expect(await search.search({ text: 'graph', limit: 10 })).toEqual(here);
  await search.close();
  await openSearchInWorker(options).close();
});

test('search on another thread answers the same, sees what is stored later, and ends', async () => {
  const search = openSearchInWorker({ databaseAddress: join(folder, 'search.db'), database });
  const here = await openSearch(database).search({ text: 'graph', limit: 10 });
  expect(await search.search({ text: 'graph', limit: 10 })).toEqual(here);
  await storeForTest(database, [{ id: 4, title: 'Late arrival' }]);
  const indexer = createIndexer(database, { clock });
  await indexer.finish();
  await indexer.close();
  expect((await search.search({ text: 'late', limit: 10 })).total).toBe(1);
  await search.close();
  await expect(search.search({ text: 'graph', limit: 10 })).rejects.toThrow('closed');
});
