import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { importFiles } from '../../../src/ingest/import-files.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { keepHeapSmall } from '../../../src/lib/keep-heap-small.ts';
import { createIndexer } from '../../../src/search/indexer.ts';
import { openSearch } from '../../../src/search/open-search.ts';
import { createSegmentBuilder } from '../../../src/search/segments/segment-builder.ts';
import { migrate } from '../../../src/storage/migrate.ts';
import { openDatabase } from '../../../src/storage/open-database.ts';
import type { Engine } from './engine.ts';

export const modelPath = fileURLToPath(new URL('../../../models/offprint-words-256.bin', import.meta.url));

/**
 * Imports as `bin/offprint import` does, searches in process, and reads the papers of the answers; with a heap as small as
 * the program's.
 */
export const offprint: Engine = {
  async build(collection, folder) {
    keepHeapSmall();
    const database = openDatabase({ address: join(folder, 'offprint.db'), durability: 'normal' });
    const builder = createSegmentBuilder({ modelPath });
    const indexer = createIndexer(database, { clock: systemClock, minPapers: 8_000, builder });
    await migrate(database, systemClock);
    await importFiles({ database, indexer, clock: systemClock, paths: [collection] });
    await indexer.close();
    await database.destroy();
  },
  indexBytes(folder) {
    const db = new DatabaseSync(join(folder, 'offprint.db'), { readOnly: true });
    const row = db.prepare(`select sum(pgsize) as bytes from dbstat where name like 'search%'`).get() as {
      bytes: number;
    };
    db.close();
    return row.bytes;
  },
  async open(folder) {
    keepHeapSmall();
    const database = openDatabase({ address: join(folder, 'offprint.db') });
    const search = openSearch(database, { modelPaths: [modelPath] });
    return {
      search: ({ typed }) => search.search({ text: typed, limit: 20, facets: true }),
      close: async () => {
        await search.close();
        await database.destroy();
      },
    };
  },
};
