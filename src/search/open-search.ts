import { parseIdentifier, type PaperId } from '../papers/identifiers.ts';
import { findPaperByPublicId, listPapersByIds } from '../papers/paper-store.ts';
import type { Database } from '../storage/database.ts';
import { createRanker, type Ranker, type RankerOptions } from './rank-papers.ts';
import type { Hit, Search, SearchQuery, SearchResult } from './search.ts';

/** Search on this thread, for the command line and tests. Closing it leaves the database open. */
export function openSearch(database: Database, options: RankerOptions = {}): Search {
  return searchWith(createRanker(database, options), database);
}

/** Search by a ranker, which may work on another thread; papers are read here. */
export function searchWith(ranker: Ranker, database: Database): Search {
  return {
    async search(query) {
      return (await findByIdentifier(database, query)) ?? (await hydrate(query, ranker, database));
    },
    close: () => ranker.close(),
  };
}

/** An identifier or address pasted as it is asks for that paper and no other. */
async function findByIdentifier(
  database: Database,
  { text }: SearchQuery,
): Promise<SearchResult | undefined> {
  if (!parseIdentifier(text)) return undefined;
  const paper = await findPaperByPublicId(database, text);
  return paper && { query: text, total: 1, hits: [{ paper, score: 1 }], next: null };
}

async function hydrate(query: SearchQuery, ranker: Ranker, database: Database): Promise<SearchResult> {
  const { total, hits: ranked, next } = await ranker.rank(query);
  const papers = await listPapersByIds(
    database,
    ranked.map(({ paperId }) => paperId as PaperId),
  );
  const byId = new Map<number, (typeof papers)[number]>(papers.map((paper) => [paper.id, paper]));
  // A paper may have gone since it was indexed.
  const hits = ranked.flatMap(({ paperId, score }): Hit[] => {
    const paper = byId.get(paperId);
    return paper ? [{ paper, score }] : [];
  });
  return { query: query.text, total, hits, next };
}
