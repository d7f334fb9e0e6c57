import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCollection } from '../make-collection.ts';
import type { Engine } from './engine.ts';
import { requirePeer } from './require-peer.ts';

interface MiniSearch {
  add(document: object): void;
  search(
    words: string,
    options: { filter?: (hit: { category: string; published: string }) => boolean },
  ): unknown[];
}

type MiniSearchClass = (new (options: object) => MiniSearch) & {
  loadJSON(json: string, options: object): MiniSearch;
};

const options = {
  fields: ['title', 'abstract'],
  storeFields: ['category', 'published'],
  searchOptions: { boost: { title: 4 } },
};

/** MiniSearch: all in memory, any of the words, the title four times. */
export const minisearch: Engine = {
  async build(collection, folder) {
    const Index = requirePeer<MiniSearchClass>('minisearch');
    const index = new Index(options);
    let id = 0;
    for await (const { title, abstract, categories, published } of readCollection(collection))
      index.add({ id: ++id, title, abstract, category: categories[0] ?? '', published: published ?? '' });
    writeFileSync(join(folder, 'minisearch.json'), JSON.stringify(index));
  },
  async open(folder) {
    const Index = requirePeer<MiniSearchClass>('minisearch');
    const index = Index.loadJSON(readFileSync(join(folder, 'minisearch.json'), 'utf8'), options);
    return {
      async search({ words, category, from }) {
        const filter = (hit: { category: string; published: string }): boolean =>
          `${hit.category}.`.startsWith(`${category}.`) && hit.published >= from!;
        return index.search(words.join(' '), category && from ? { filter } : {}).slice(0, 20);
      },
      close: async () => {},
    };
  },
};
