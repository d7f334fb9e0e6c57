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
  ['the', [3]],
  ['offprint:test2', [2]],
])('%s finds %j', async (text, ids) => {
  expect(await idsOf(text)).toEqual(ids);
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
    expect(hits.length).toBeLessThanOrEqual(3);
  });

  test('a cursor that is none gives the first page', async () => {
    const search = openSearch(database);
    const first = await search.search({ text: 'graph', limit: 1 });
    expect(await search.search({ text: 'graph', limit: 1, cursor: 'what?' })).toEqual(first);
  });
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
