import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { readCollection } from '../make-collection.ts';
import type { Engine } from './engine.ts';

/** SQLite's own full-text index: any of the words, bm25 with the title four times; answers ids and no total. */
export const fts5: Engine = {
  async build(collection, folder) {
    const db = new DatabaseSync(join(folder, 'fts5.db'));
    db.exec(`
      pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -65536;
      create virtual table words using fts5(title, abstract, content='', tokenize='porter unicode61');
      create table papers (id integer primary key, category text, published text);
      begin`);
    const words = db.prepare('insert into words (rowid, title, abstract) values (?, ?, ?)');
    const papers = db.prepare('insert into papers values (?, ?, ?)');
    let id = 0;
    for await (const { title, abstract, categories, published } of readCollection(collection)) {
      words.run(++id, title, abstract);
      papers.run(id, categories[0] ?? '', published ?? '');
    }
    db.exec(`commit; insert into words (words) values ('optimize')`);
    db.close();
  },
  async open(folder) {
    const db = new DatabaseSync(join(folder, 'fts5.db'), { readOnly: true });
    const plain = db.prepare(
      'select rowid from words where words match ? order by bm25(words, 4, 1) limit 20',
    );
    const filtered = db.prepare(`select words.rowid from words join papers on papers.id = words.rowid
      where words match ? and (category = ? or category like ? || '.%') and published >= ?
      order by bm25(words, 4, 1) limit 20`);
    return {
      async search({ words, category, from }) {
        const match = words.map((word) => `"${word}"`).join(' OR ');
        const rows = category && from ? filtered.all(match, category, category, from) : plain.all(match);
        return rows as unknown;
      },
      close: async () => db.close(),
    };
  },
};
