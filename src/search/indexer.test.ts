import { expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { removeForTest, storeForTest } from '../../test/relevance/stored-papers.ts';
import { fixedClock } from '../lib/clock.ts';
import type { Database } from '../storage/database.ts';
import { checkIndex } from './check-index.ts';
import { createIndexer, type Indexer } from './indexer.ts';
import { openSearch } from './open-search.ts';
import { rebuildIndex } from './rebuild-index.ts';
import { buildSegment } from './segments/build-segment.ts';
import type { SegmentBuilder } from './segments/segment-builder.ts';
import { listLiveSegments } from './segments/segment-store.ts';

const clock = fixedClock('2026-08-20T10:00:00Z');

const inline: SegmentBuilder = { build: async (papers) => buildSegment(papers), close: async () => {} };

const indexerOf = (database: Database, builder = inline): Indexer =>
  createIndexer(database, { clock, builder });

forEachDatabase('the indexer', (open) => {
  test('makes stored papers searchable, changed ones by their new words only, removed ones not at all', async () => {
    const database = await open();
    await storeForTest(database, [
      { id: 1, title: 'Watermarks for language models' },
      { id: 2, title: 'Graphs' },
    ]);
    const indexer = indexerOf(database);
    expect(await indexer.finish()).toBe(2);
    const search = openSearch(database);
    expect(await idsOf(search, 'watermark')).toEqual([1]);

    await storeForTest(database, [{ id: 1, title: 'Fingerprints of language models' }]);
    await removeForTest(database, 2);
    await indexer.finish();
    expect(await idsOf(search, 'watermark')).toEqual([]);
    expect(await idsOf(search, 'fingerprint')).toEqual([1]);
    expect(await idsOf(search, 'graphs')).toEqual([]);
    expect(await checkIndex(database)).toEqual([]);
    await indexer.close();
  });

  test('indexes again a paper that changes while it is being analysed', async () => {
    const database = await open();
    await storeForTest(database, [{ id: 1, title: 'First words' }]);
    const indexer = indexerOf(database, {
      ...inline,
      async build(papers) {
        if (papers[0]?.title === 'First words')
          await storeForTest(database, [{ id: 1, title: 'Second thoughts' }]);
        return buildSegment(papers);
      },
    });
    await indexer.finish();
    expect(await idsOf(openSearch(database), 'thoughts')).toEqual([1]);
    expect(await idsOf(openSearch(database), 'first')).toEqual([]);
    await indexer.close();
  });

  test('builds an index of another format anew, and says so', async () => {
    const database = await open();
    await storeForTest(database, [{ id: 1, title: 'Watermarks' }]);
    const indexer = indexerOf(database);
    await indexer.finish();
    await indexer.close();
    await database
      .updateTable('search_segments')
      .set({ format: 0, columns: new Uint8Array(3) })
      .execute();
    expect(await idsOf(openSearch(database), 'watermarks')).toEqual([]);

    let rebuildCount = 0;
    const newer = createIndexer(database, { clock, builder: inline, onRebuild: () => rebuildCount++ });
    expect(await newer.finish()).toBe(1);
    expect(rebuildCount).toBe(1);
    expect(await idsOf(openSearch(database), 'watermarks')).toEqual([1]);
    expect(await checkIndex(database)).toEqual([]);
    await newer.close();
  });

  test('what an acronym stands for follows the papers that say so', async () => {
    const database = await open();
    await storeForTest(database, [
      { id: 1, title: 'Networks', abstract: 'We measure the quality of service (QoS).' },
      { id: 2, title: 'Quality of service' },
      { id: 3, title: 'Quantum operating systems' },
    ]);
    const indexer = indexerOf(database);
    await indexer.finish();
    const search = openSearch(database);
    expect((await idsOf(search, 'qos')).toSorted()).toEqual([1, 2]);

    await storeForTest(
      database,
      [4, 5].map((id) => ({ id, title: 'Kernels', abstract: 'Of quantum operating systems (QoS).' })),
    );
    await indexer.finish();
    expect((await idsOf(search, 'qos')).toSorted()).toEqual([1, 3, 4, 5]);
    await indexer.close();
  });

  test('a merged segment knows titles and what acronyms stand for', async () => {
    const database = await open();
    const indexer = indexerOf(database);
    const papers = [
      { id: 1, title: 'Networks', abstract: 'We measure the quality of service (QoS).' },
      { id: 2, title: 'QoS' },
      { id: 3, title: 'Trees -without roots' },
      { id: 4, title: 'Trees and roots, without' },
    ];
    for (const paper of papers) {
      await storeForTest(database, [paper]);
      await indexer.finish();
    }
    expect(await listLiveSegments(database)).toHaveLength(1);
    expect(await checkIndex(database)).toEqual([]);
    const search = openSearch(database);
    expect((await idsOf(search, 'quality of service')).toSorted()).toEqual([1, 2]);
    expect(await idsOf(search, 'trees -without roots')).toContain(3);
    await indexer.close();
  });

  test('segments without a term filter, as an earlier version wrote them, are searched as well; a wrong one is a problem', async () => {
    const database = await open();
    await storeForTest(database, [{ id: 1, title: 'Watermarks' }]);
    const indexer = indexerOf(database);
    await indexer.finish();
    await indexer.close();
    await database.updateTable('search_segments').set({ term_filter: null }).execute();
    expect(await idsOf(openSearch(database), 'watermarks')).toEqual([1]);
    expect(await checkIndex(database)).toEqual([]);

    await database
      .updateTable('search_segments')
      .set({ term_filter: new Uint8Array(9) })
      .execute();
    expect(await checkIndex(database)).toEqual([
      'Segment 1: its filter does not know all titles.',
      'Segment 1: its filter says that no paper has "watermark".',
    ]);
  });

  test('takes over what a killed process had begun, once its lease has run out', async () => {
    const database = await open();
    await storeForTest(database, [{ id: 1, title: 'Orphans' }]);
    const killed = indexerOf(database, { build: () => new Promise(() => {}), close: async () => {} });
    await killed.indexPending();

    const next = indexerOf(database);
    expect(await next.indexPending()).toBe(0);
    expect(await idsOf(openSearch(database), 'orphans')).toEqual([]);
    clock.advance(60_000);
    expect(await next.finish()).toBe(1);
    expect(await idsOf(openSearch(database), 'orphans')).toEqual([1]);
    expect(await checkIndex(database)).toEqual([]);

    // The one that was taken for dead was only slow: what it has is not written any more.
    expect(await killed.indexPending()).toBe(0);
    expect(await checkIndex(database)).toEqual([]);
    await killed.close();
    await next.close();
  });

  test('two segments under way at once: killed, it loses neither; changed between them, a paper has its last words', async () => {
    const database = await open();
    await storeForTest(database, [
      { id: 1, title: 'First words' },
      { id: 2, title: 'Orphans' },
    ]);
    const killed = createIndexer(database, {
      clock,
      maxPapers: 1,
      builder: { build: () => new Promise(() => {}), close: async () => {} },
    });
    await killed.indexPending();
    expect(await database.selectFrom('search_pending').selectAll().execute()).toEqual([]);

    clock.advance(60_000);
    let built = 0;
    const next = createIndexer(database, {
      clock,
      maxPapers: 1,
      builder: {
        ...inline,
        async build(papers) {
          if (++built === 1) await storeForTest(database, [{ id: 1, title: 'Second thoughts' }]);
          return buildSegment(papers);
        },
      },
    });
    expect(await next.finish()).toBe(3);
    expect(await idsOf(openSearch(database), 'orphans')).toEqual([2]);
    expect(await idsOf(openSearch(database), 'thoughts')).toEqual([1]);
    expect(await idsOf(openSearch(database), 'first')).toEqual([]);
    expect(await checkIndex(database)).toEqual([]);
    await next.close();
  });

  test('keeps all papers pending when the analysis fails', async () => {
    const database = await open();
    await storeForTest(database, [{ id: 1, title: 'Fragile' }]);
    const failing = indexerOf(database, {
      ...inline,
      build: async () => Promise.reject(new Error('no memory')),
    });
    await expect(failing.finish()).rejects.toThrow('no memory');
    const indexer = indexerOf(database);
    expect(await indexer.finish()).toBe(1);
    await indexer.close();
  });

  test('merges small segments, so that a year of single papers leaves few', async () => {
    const database = await open();
    const indexer = indexerOf(database);
    for (let id = 1; id <= 70; id++) {
      await storeForTest(database, [{ id, title: `Paper number${id} on merging` }]);
      await indexer.finish();
    }
    expect((await listLiveSegments(database)).length).toBeLessThan(16);
    expect((await openSearch(database).search({ text: 'merging', limit: 100 })).total).toBe(70);
    expect(await idsOf(openSearch(database), 'number33')).toEqual([33]);
    expect(await checkIndex(database)).toEqual([]);
    await indexer.close();
  });

  test('builds the index anew when asked to', async () => {
    const database = await open();
    await storeForTest(database, [{ id: 1, title: 'Rebuilt' }]);
    const indexer = indexerOf(database);
    await indexer.finish();
    await database.deleteFrom('search_segments').execute();
    expect(await checkIndex(database)).toEqual(['Paper 1 is neither in the index nor pending.']);
    await rebuildIndex(database);
    await indexer.finish();
    expect(await idsOf(openSearch(database), 'rebuilt')).toEqual([1]);
    expect(await checkIndex(database)).toEqual([]);
    await indexer.close();
  });
});

async function idsOf(search: ReturnType<typeof openSearch>, text: string): Promise<number[]> {
  const { hits } = await search.search({ text, limit: 10 });
  return hits.map(({ paper }) => paper.id);
}
