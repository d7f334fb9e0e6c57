import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storeForTest } from '../../../test/relevance/stored-papers.ts';
import { makeTestModel } from '../../../test/relevance/test-model.ts';
import { fixedClock } from '../../lib/clock.ts';
import type { Database } from '../../storage/database.ts';
import { migrate } from '../../storage/migrate.ts';
import { openDatabase } from '../../storage/open-database.ts';
import { createIndexer } from '../indexer.ts';
import { openSearchInWorker } from '../open-search-in-worker.ts';
import { openSearch } from '../open-search.ts';
import { createSegmentBuilder } from '../segments/segment-builder.ts';

const clock = fixedClock('2026-08-20T10:00:00Z');
let folder: string;
let database: Database;
let modelPath: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'offprint-test-'));
  modelPath = join(folder, 'model.bin');
  writeFileSync(
    modelPath,
    makeTestModel(['car automobile vehicle', 'motor engine', 'cat dog', 'wheel', 'road']),
  );
  database = openDatabase({ address: join(folder, 'similar.db') });
  await migrate(database, clock);
  await storeForTest(database, [
    { id: 1, title: 'The car', abstract: 'car motor zyxwv' },
    { id: 2, title: 'The car', abstract: 'The same title again: car motor.' },
    { id: 3, title: 'The automobile', abstract: 'engine road' },
    { id: 4, title: 'The vehicle', abstract: 'motor wheel wheel' },
    { id: 5, title: 'A vehicle', abstract: 'motor wheel wheel' },
    { id: 6, title: 'On cat and dog', abstract: 'zyxwv' },
    { id: 7, title: 'On a cat', abstract: 'dog' },
  ]);
  const indexer = createIndexer(database, { clock, builder: createSegmentBuilder({ modelPath }) });
  await indexer.finish();
  await indexer.close();
});
afterAll(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});

test('papers like one are near in meaning, without itself, its title or one text twice', async () => {
  const hits = await openSearch(database, { modelPaths: [modelPath] }).similar({ paperIds: [1], limit: 3 });
  const ids = hits.map(({ paper }) => paper.id as number);
  expect(ids).toContain(3);
  expect(ids).not.toContain(1);
  expect(ids).not.toContain(2);
  expect(ids.filter((id) => id === 4 || id === 5)).toHaveLength(1);
});

test('papers like several lie between them', async () => {
  const search = openSearch(database, { modelPaths: [modelPath] });
  const hits = await search.similar({ paperIds: [4, 7], limit: 10 });
  const ids = hits.map(({ paper }) => paper.id as number);
  expect(ids).toContain(6);
  expect(ids).toContain(3);
  expect(ids).not.toContain(4);
  expect(ids).not.toContain(7);
});

test('without a model, papers like one have its rare words', async () => {
  const hits = await openSearch(database).similar({ paperIds: [1], limit: 10 });
  expect(hits.map(({ paper }) => paper.id)).toContain(6);
  expect(hits.map(({ paper }) => paper.id)).not.toContain(7);
});

test('on another thread the answer is the same; papers that are not there are like none', async () => {
  const search = openSearchInWorker({
    databaseAddress: join(folder, 'similar.db'),
    database,
    modelPaths: [modelPath],
  });
  const here = await openSearch(database, { modelPaths: [modelPath] }).similar({ paperIds: [1], limit: 5 });
  expect(await search.similar({ paperIds: [1], limit: 5 })).toEqual(here);
  expect(await search.similar({ paperIds: [99], limit: 5 })).toEqual([]);
  await search.close();
});
