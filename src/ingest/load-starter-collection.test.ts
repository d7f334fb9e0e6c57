import { expect, test } from 'vitest';
import { fixedClock } from '../lib/clock.ts';
import type { Indexer } from '../search/indexer.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { loadStarterCollection } from './load-starter-collection.ts';

const clock = fixedClock('2026-08-20T10:00:00Z');
const indexer: Indexer = { indexPending: async () => 0, finish: async () => 0, close: async () => {} };
const path = new URL('../../starter/papers.jsonl', import.meta.url).pathname;

test('an empty database gets the 230 papers of the collection, once', async () => {
  const database = openDatabase({ address: ':memory:' });
  await migrate(database, clock);
  expect(await loadStarterCollection({ database, indexer, clock, path })).toBe(230);
  expect(await loadStarterCollection({ database, indexer, clock, path })).toBe(0);
  const papers = await database.selectFrom('papers').select(['title', 'abstract', 'abstract_kind']).execute();
  expect(papers).toHaveLength(230);
  expect(
    papers.filter(({ abstract_kind, abstract }) => abstract_kind !== 'summary' || abstract.length < 40),
  ).toEqual([]);
  await database.destroy();
});
