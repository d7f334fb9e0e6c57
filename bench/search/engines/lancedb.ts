import { join } from 'node:path';
import { readCollection } from '../make-collection.ts';
import type { Engine } from './engine.ts';
import { requirePeer } from './require-peer.ts';

interface Query {
  where(filter: string): Query;
  select(columns: string[]): Query;
  limit(count: number): Query;
  toArray(): Promise<unknown[]>;
}

interface Table {
  add(rows: object[]): Promise<unknown>;
  createIndex(column: string, options: object): Promise<void>;
  search(text: string, type: 'fts'): Query;
  optimize(): Promise<unknown>;
}

interface LanceDb {
  connect(folder: string): Promise<{
    createTable(name: string, rows: object[]): Promise<Table>;
    openTable(name: string): Promise<Table>;
    close(): void;
  }>;
  Index: { fts(options: object): unknown };
}

const ROWS_PER_BATCH = 20_000;

/** LanceDB's full-text index over one column: the title four times, then the abstract. */
export const lancedb: Engine = {
  async build(collection, folder) {
    const { connect, Index } = requirePeer<LanceDb>('@lancedb/lancedb');
    const database = await connect(join(folder, 'lancedb'));
    let table: Table | undefined;
    let rows: object[] = [];
    const batches: object[][] = [];
    await readCollection(collection, ({ title, abstract, categories, published }) => {
      const text = `${`${title}. `.repeat(4)}${abstract}`;
      rows.push({ text, category: categories[0] ?? '', published: published ?? '' });
      if (rows.length < ROWS_PER_BATCH) return;
      batches.push(rows);
      rows = [];
    });
    for (const batch of [...batches, rows].filter((some) => some.length > 0)) {
      if (table) await table.add(batch);
      else table = await database.createTable('papers', batch);
    }
    await table?.createIndex('text', { config: Index.fts({ stem: true, removeStopWords: true }) });
    await table?.optimize();
    database.close();
  },
  async open(folder) {
    const { connect } = requirePeer<LanceDb>('@lancedb/lancedb');
    const database = await connect(join(folder, 'lancedb'));
    const table = await database.openTable('papers');
    return {
      search({ words, category, from }) {
        const query = table.search(words.join(' '), 'fts').select(['category']).limit(20);
        if (!category || !from) return query.toArray();
        const isInside = `(category = '${category}' or category like '${category}.%')`;
        return query.where(`${isInside} and published >= '${from}'`).toArray();
      },
      close: async () => database.close(),
    };
  },
};
