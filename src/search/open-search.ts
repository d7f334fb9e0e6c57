import { parseIdentifier, type PaperId } from '../papers/identifiers.ts';
import { findPaperByPublicId, listPapersByIds } from '../papers/paper-store.ts';
import type { Database } from '../storage/database.ts';
import { createRanker, type Ranker, type RankedSimilar, type RankerOptions } from './rank-papers.ts';
import type { Paper } from '../papers/paper.ts';
import type { QueryEmbeddings } from './embedding/query-embeddings.ts';
import { withQueryEmbeddings } from './query/with-query-embeddings.ts';
import { relatedSearches } from './results/related-searches.ts';
import { chooseSnippet } from './results/choose-snippet.ts';
import { createWordMarker, type MarkedRange, type TextRange, type WordMarker } from './results/mark-words.ts';
import type { Hit, Search, SearchQuery, SearchResult, SimilarHit } from './search.ts';

/** Search on this thread, for the command line and tests. Closing it leaves the database open. */
export function openSearch(
  database: Database,
  { queryEmbeddings, ...options }: RankerOptions & AskingServer = {},
): Search {
  const ranker = createRanker(database, { ...options, remoteModel: queryEmbeddings?.model });
  return searchWith(queryEmbeddings ? withQueryEmbeddings(ranker, queryEmbeddings) : ranker, database);
}

/** Where an embeddings server encodes papers and queries. */
export interface AskingServer {
  queryEmbeddings?: QueryEmbeddings | undefined;
}

/** Search by a ranker, which may work on another thread; papers are read here. */
export function searchWith(ranker: Ranker, database: Database): Search {
  return {
    async search(query) {
      return (await findByIdentifier(database, query)) ?? (await hydrate(query, ranker, database));
    },
    similar: async (question) => withPapers(await ranker.rankSimilar(question), database),
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
  return (
    paper && {
      query: text,
      total: 1,
      hits: [{ paper, score: 1, marks: { title: [], abstract: [] } }],
      next: null,
      notes: [],
    }
  );
}

/** Related searches come from the titles of so many of the best papers. */
const RELATED_HITS = 50;

async function hydrate(query: SearchQuery, ranker: Ranker, database: Database): Promise<SearchResult> {
  const { hits: ranked, terms, ...answer } = await ranker.rank(query);
  const papers = await listPapersByIds(
    database,
    ranked.map(({ paperId }) => paperId as PaperId),
  );
  const byId = new Map<number, Paper>(papers.map((paper) => [paper.id, paper]));
  const markWords = createWordMarker(terms);
  // A paper may have gone since it was indexed.
  const hits = ranked.flatMap(({ paperId, closest, ...hit }): Hit[] => {
    const paper = byId.get(paperId);
    return paper
      ? [{ paper, ...hit, ...(closest && { snippet: closest }), ...markHit(paper, markWords) }]
      : [];
  });
  const titles = hits.slice(0, RELATED_HITS).map(({ paper }) => paper.title);
  const related = query.related && !query.cursor ? relatedSearches(query.text, titles) : undefined;
  return { query: query.text, ...answer, hits, ...(related && { related }) };
}

function markHit({ title, abstract }: Paper, markWords: WordMarker): Pick<Hit, 'marks' | 'snippet'> {
  const inAbstract = markWords(abstract);
  const snippet = chooseSnippet(abstract, inAbstract);
  const toRange = ({ start, end }: MarkedRange): TextRange => ({ start, end });
  return {
    marks: { title: markWords(title).map(toRange), abstract: inAbstract.map(toRange) },
    ...(snippet && { snippet }),
  };
}

/** A paper may have gone since it was indexed. */
async function withPapers(ranked: RankedSimilar[], database: Database): Promise<SimilarHit[]> {
  const papers = await listPapersByIds(
    database,
    ranked.map(({ paperId }) => paperId as PaperId),
  );
  const byId = new Map<number, Paper>(papers.map((paper) => [paper.id, paper]));
  return ranked.flatMap(({ paperId, score }): SimilarHit[] => {
    const paper = byId.get(paperId);
    return paper ? [{ paper, score }] : [];
  });
}
