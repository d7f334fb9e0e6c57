import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forEachDatabase } from '../../../test/support/databases.ts';
import { removeForTest, storeForTest } from '../../../test/relevance/stored-papers.ts';
import { makeTestModel } from '../../../test/relevance/test-model.ts';
import { fixedClock } from '../../lib/clock.ts';
import type { Database } from '../../storage/database.ts';
import { checkIndex } from '../check-index.ts';
import { openPaperEncoder } from '../embedding/paper-encoder.ts';
import { createIndexer, type Indexer } from '../indexer.ts';
import { openSearch } from '../open-search.ts';
import { rebuildIndex } from '../rebuild-index.ts';
import { buildSegment } from '../segments/build-segment.ts';
import type { SegmentBuilder } from '../segments/segment-builder.ts';
import { listLiveSegments } from '../segments/segment-store.ts';
import { encodePapers } from './encode-papers.ts';
import { countVectorParts } from './vector-store.ts';

const clock = fixedClock('2026-08-20T10:00:00Z');
let folder: string;
let first: string;
let second: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offprint-test-'));
  [first, second] = [join(folder, 'first.bin'), join(folder, 'second.bin')];
  writeFileSync(first, makeTestModel(['car automobile', 'cat', 'moon luna']));
  writeFileSync(second, makeTestModel(['car', 'automobile cat', 'moon luna'], 2));
});
afterAll(() => rmSync(folder, { recursive: true }));

const papers = [
  { id: 1, title: 'The automobile' },
  { id: 2, title: 'On the moon', abstract: 'Nothing on any car.' },
  { id: 3, title: 'A cat' },
];

forEachDatabase('vectors', (open) => {
  test('let papers be found that have none of the words, until they are changed or removed', async () => {
    const database = await open();
    await storeForTest(database, papers);
    await index(database, first);
    expect(await idsOf(database, 'car', [first])).toEqual([2, 1]);
    expect(await idsOf(database, 'luna', [first])).toEqual([2]);
    expect(await idsOf(database, 'car', [])).toEqual([2]);
    expect(await idsOf(database, 'car from:2020', [first])).toEqual([]);

    await storeForTest(database, [{ id: 1, title: 'The cat' }]);
    await removeForTest(database, 2);
    await index(database, first);
    expect(await idsOf(database, 'car', [first])).toEqual([]);
    expect(await idsOf(database, 'cat', [first])).toHaveLength(2);
    expect(await checkIndex(database)).toEqual([]);
  });

  test('go with their papers through merges', async () => {
    const database = await open();
    for (let id = 10; id < 26; id++) {
      await storeForTest(database, [{ id, title: id === 20 ? 'An automobile' : `Moon number${id}` }]);
      await index(database, first);
    }
    expect((await listLiveSegments(database)).length).toBeLessThan(8);
    expect(await idsOf(database, 'car', [first])).toEqual([20]);
    expect(await checkIndex(database)).toEqual([]);
    const live = (await listLiveSegments(database)).map(({ id }) => id);
    expect([...(await countVectorParts(database)).keys()].sort()).toEqual(live.sort());
  });

  test('of another model replace them one segment after the other, while the old ones answer', async () => {
    const database = await open();
    for (const paper of papers) {
      await storeForTest(database, [paper]);
      await index(database, first);
    }
    const indexer = indexerOf(database, second);
    await indexer.indexPending();
    expect(await idsOf(database, 'car', [second, first])).toEqual([2, 1]);
    await indexer.finish();
    await indexer.close();
    expect(await idsOf(database, 'car', [second, first])).toEqual([2]);
    expect(await idsOf(database, 'automobile', [second])).toEqual([1, 3]);
    const models = [...(await countVectorParts(database)).values()].flatMap((parts) => [...parts.keys()]);
    expect(models).toEqual(Array(3).fill(openPaperEncoder(second).model));
    expect(await checkIndex(database)).toEqual([]);
  });

  test('are made for an index that has none, and anew with the index', async () => {
    const database = await open();
    await storeForTest(database, papers);
    await index(database, undefined);
    expect(await idsOf(database, 'car', [first])).toEqual([2]);
    await index(database, first);
    expect(await idsOf(database, 'car', [first])).toEqual([2, 1]);

    await database
      .updateTable('search_vectors')
      .set({ codes: new Uint8Array(96) })
      .execute();
    expect((await checkIndex(database))[0]).toContain('a code is not that of its vector');
    await rebuildIndex(database);
    await index(database, first);
    expect(await checkIndex(database)).toEqual([]);
    expect(await idsOf(database, 'car', [first])).toEqual([2, 1]);
  });
});

test('a model that is missing is named in the error', () => {
  expect(() => openPaperEncoder(join(folder, 'none.bin'))).toThrow('none.bin');
  writeFileSync(join(folder, 'text.bin'), 'no model, only some text of a few words');
  expect(() => openPaperEncoder(join(folder, 'text.bin'))).toThrow(/text\.bin.*not a model file/);
});

/** On this thread. */
function indexerOf(database: Database, modelPath: string | undefined): Indexer {
  const encoder = modelPath === undefined ? undefined : openPaperEncoder(modelPath);
  const builder: SegmentBuilder = {
    build: async (some) => buildSegment(some, encoder),
    ...(encoder && {
      vectors: { model: encoder.model, encode: async (some) => encodePapers(some, encoder) },
    }),
    close: async () => {},
  };
  return createIndexer(database, { clock, builder });
}

async function index(database: Database, modelPath: string | undefined): Promise<void> {
  const indexer = indexerOf(database, modelPath);
  await indexer.finish();
  await indexer.close();
}

async function idsOf(database: Database, text: string, modelPaths: string[]): Promise<number[]> {
  const { total, hits } = await openSearch(database, { modelPaths }).search({ text, limit: 10 });
  expect(total).toBe(hits.length);
  return hits.map(({ paper }) => paper.id);
}
