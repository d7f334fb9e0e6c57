import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forEachDatabase } from '../../../test/support/databases.ts';
import { startEmbeddingsServer } from '../../../test/support/embeddings-server.ts';
import { storeForTest } from '../../../test/relevance/stored-papers.ts';
import { makeTestModel } from '../../../test/relevance/test-model.ts';
import { fixedClock } from '../../lib/clock.ts';
import type { Database } from '../../storage/database.ts';
import { checkIndex } from '../check-index.ts';
import { createEmbeddingsServer, type EmbeddingsServer } from '../embedding/embeddings-server.ts';
import { openPaperEncoder } from '../embedding/paper-encoder.ts';
import { createQueryEmbeddings } from '../embedding/query-embeddings.ts';
import { createIndexer } from '../indexer.ts';
import { openSearch } from '../open-search.ts';
import { buildSegment } from '../segments/build-segment.ts';
import { encodePapers } from './encode-papers.ts';
import { createRemoteVectors } from './remote-vectors.ts';
import { countVectorParts } from './vector-store.ts';

const clock = fixedClock('2026-08-20T10:00:00Z');
let folder: string;
let modelPath: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offprint-test-'));
  modelPath = join(folder, 'model.bin');
  writeFileSync(modelPath, makeTestModel(['car automobile', 'cat', 'moon']));
});
afterAll(() => rmSync(folder, { recursive: true }));

const papers = [
  { id: 1, title: 'The automobile' },
  { id: 2, title: 'On the moon' },
  { id: 3, title: 'A cat' },
  { id: 4, title: 'Felines' },
];

forEachDatabase('an embeddings server', (open) => {
  test('encodes papers and queries, whatever the length of its vectors, beside the built-in model', async () => {
    for (const dims of [48, 640]) {
      const database = await open();
      await storeForTest(database, papers);
      const server = await startEmbeddingsServer(['cat felines'], { dims });
      await index(database, serverAt(server.address));
      expect(server.asked()).toEqual([papers.map(({ title }) => `${title}\n`)]);
      expect(await idsOf(database, 'cat', serverAt(server.address))).toEqual([3, 4]);
      expect(await idsOf(database, 'cat')).toEqual([3]);
      expect(await idsOf(database, 'car')).toEqual([1]);
      expect(await checkIndex(database)).toEqual([]);
      const hits = await openSearch(database, {
        queryEmbeddings: createQueryEmbeddings(serverAt(server.address)),
      }).similar({ paperIds: [3], limit: 1 });
      expect(hits.map(({ paper }) => paper.id)).toEqual([4]);
    }
  });

  test('is asked once for a text, whatever becomes of the index', async () => {
    const database = await open();
    const server = await startEmbeddingsServer(['cat felines']);
    for (let id = 10; id < 30; id++) {
      await storeForTest(database, [{ id, title: id === 20 ? 'Felines' : `Moon number${id}` }]);
      await index(database, serverAt(server.address));
    }
    expect(server.asked().flat()).toHaveLength(20);
    await storeForTest(database, [{ id: 20, title: 'Stars' }]);
    await index(database, serverAt(server.address));
    expect(server.asked().flat()).toHaveLength(21);
    const models = [...(await countVectorParts(database)).values()].map((parts) => parts.size);
    expect(new Set(models)).toEqual(new Set([2]));
  });

  test('that is away holds nothing up: the built-in model answers until it is back', async () => {
    const database = await open();
    await storeForTest(database, papers);
    const server = await startEmbeddingsServer(['cat felines']);
    server.answerBy((_request, response) => response.writeHead(503).end());
    const failures: string[] = [];
    await index(database, serverAt(server.address), (error) => failures.push(error.message));
    expect(failures).toEqual([expect.stringContaining('status 503')]);
    expect(await idsOf(database, 'car', serverAt(server.address))).toEqual([1]);

    server.answerBy(undefined);
    await index(database, serverAt(server.address));
    expect(await idsOf(database, 'cat', serverAt(server.address))).toEqual([3, 4]);
    server.answerBy((_request, response) => response.writeHead(503).end());
    expect(await idsOf(database, 'cat', serverAt(server.address))).toEqual([3]);
  });

  test('that is given up leaves nothing behind', async () => {
    const database = await open();
    await storeForTest(database, papers);
    const server = await startEmbeddingsServer([]);
    await index(database, serverAt(server.address));
    await index(database, undefined);
    const models = [...(await countVectorParts(database)).values()].flatMap((parts) => [...parts.keys()]);
    expect(models).toEqual([openPaperEncoder(modelPath).model]);
    expect(await database.selectFrom('search_embeddings').select('model').execute()).toEqual([]);
  });
});

function serverAt(url: string): EmbeddingsServer {
  const wait = async (): Promise<void> => {};
  return createEmbeddingsServer(
    { url, model: 'test', key: '' },
    { wait, signal: new AbortController().signal },
  );
}

async function index(
  database: Database,
  server: EmbeddingsServer | undefined,
  onFailure: (error: Error) => void = (error) => {
    throw error;
  },
): Promise<void> {
  const encoder = openPaperEncoder(modelPath);
  const remoteVectors = server && createRemoteVectors(database, server, { onFailure });
  const builder = {
    build: async (some: Parameters<typeof buildSegment>[0]) => buildSegment(some, encoder),
    vectors: {
      model: encoder.model,
      encode: async (some: Parameters<typeof encodePapers>[0]) => encodePapers(some, encoder),
    },
    close: async () => {},
  };
  const indexer = createIndexer(database, { clock, builder, remoteVectors });
  await indexer.finish();
  await indexer.close();
  await remoteVectors?.close();
}

async function idsOf(database: Database, text: string, server?: EmbeddingsServer): Promise<number[]> {
  const search = openSearch(database, {
    modelPaths: [modelPath],
    queryEmbeddings: server && createQueryEmbeddings(server),
  });
  return (await search.search({ text, limit: 10 })).hits.map(({ paper }) => paper.id as number);
}
