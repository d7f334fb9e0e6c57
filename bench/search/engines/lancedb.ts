import { join } from 'node:path';
import { openPaperEncoder, type PaperEncoder } from '../../../src/search/embedding/paper-encoder.ts';
import { paperText } from '../../../src/search/vectors/encode-papers.ts';
import { readCollection } from '../make-collection.ts';
import type { BenchQuery } from '../make-queries.ts';
import type { Engine } from './engine.ts';
import { modelPath } from './offprint.ts';
import { requirePeer } from './require-peer.ts';

interface Query {
  where(filter: string): Query;
  select(columns: string[]): Query;
  limit(count: number): Query;
  toArray(): Promise<unknown[]>;
  fullTextSearch(words: string): Query;
  nearestTo(vector: Float32Array): Query;
  distanceType(type: 'cosine'): Query;
  refineFactor(factor: number): Query;
  rerank(by: unknown): Query;
}

interface Table {
  add(rows: object[]): Promise<unknown>;
  createIndex(column: string, options: object): Promise<void>;
  query(): Query;
  search(text: string, type: 'fts'): Query;
  optimize(): Promise<unknown>;
}

interface LanceDb {
  connect(folder: string): Promise<{
    createTable(name: string, rows: object[]): Promise<Table>;
    openTable(name: string): Promise<Table>;
    close(): void;
  }>;
  Index: { fts(options: object): unknown; ivfPq(options: object): unknown };
  rerankers: { RRFReranker: { create(): Promise<unknown> } };
}

const ROWS_PER_BATCH = 20_000;

/** LanceDB's full-text index over one column: the title four times, then the abstract. */
export const lancedb: Engine = {
  async build(collection, folder) {
    const { database, table } = await buildTable(collection, folder);
    await table.optimize();
    database.close();
  },
  async open(folder) {
    const { database, table } = await openTable(folder);
    return {
      search: (query) => answer(table.search(query.words.join(' '), 'fts'), query),
      close: async () => database.close(),
    };
  },
};

/**
 * The same with Offprint's own vectors beside the words: LanceDB's approximate index of them as it is by itself, the
 * distances of five times as many worked out again, and both lists joined by their ranks.
 */
export const lancedbHybrid: Engine = {
  async build(collection, folder) {
    const { Index } = requirePeer<LanceDb>('@lancedb/lancedb');
    const { database, table } = await buildTable(collection, folder, openPaperEncoder(modelPath));
    await table.createIndex('vector', { config: Index.ivfPq({ distanceType: 'cosine' }) });
    await table.optimize();
    database.close();
  },
  async open(folder) {
    const { rerankers } = requirePeer<LanceDb>('@lancedb/lancedb');
    const { database, table } = await openTable(folder);
    const encoder = openPaperEncoder(modelPath);
    const byRanks = await rerankers.RRFReranker.create();
    return {
      search(query) {
        const text = query.words.join(' ');
        const vector = encoder.encode(text);
        const near = table.query().fullTextSearch(text).nearestTo(vector).distanceType('cosine');
        return answer(near.refineFactor(5).rerank(byRanks), query);
      },
      close: async () => database.close(),
    };
  },
};

/** All papers, with an index of their words, and with their vectors where there is an encoder. */
async function buildTable(collection: string, folder: string, encoder?: PaperEncoder) {
  const { connect, Index } = requirePeer<LanceDb>('@lancedb/lancedb');
  const database = await connect(join(folder, 'lancedb'));
  let table: Table | undefined;
  for await (const rows of batchesOf(collection, encoder)) {
    if (table) await table.add(rows);
    else table = await database.createTable('papers', rows);
  }
  if (!table) throw new Error(`${collection} has no papers`);
  await table.createIndex('text', { config: Index.fts({ stem: true, removeStopWords: true }) });
  return { database, table };
}

async function* batchesOf(collection: string, encoder?: PaperEncoder): AsyncGenerator<object[]> {
  let rows: object[] = [];
  for await (const { title, abstract, categories, published } of readCollection(collection)) {
    rows.push({
      text: `${`${title}. `.repeat(4)}${abstract}`,
      category: categories[0] ?? '',
      published: published ?? '',
      ...(encoder && { vector: Array.from(encoder.encode(paperText({ title, abstract }))) }),
    });
    if (rows.length < ROWS_PER_BATCH) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

async function openTable(folder: string) {
  const { connect } = requirePeer<LanceDb>('@lancedb/lancedb');
  const database = await connect(join(folder, 'lancedb'));
  return { database, table: await database.openTable('papers') };
}

function answer(found: Query, { category, from }: BenchQuery): Promise<unknown[]> {
  const best = found.select(['category']).limit(20);
  if (!category || !from) return best.toArray();
  const isInside = `(category = '${category}' or category like '${category}.%')`;
  return best.where(`${isInside} and published >= '${from}'`).toArray();
}
