import type { Database } from '../storage/database.ts';
import { searchWith, type AskingServer } from './open-search.ts';
import { withQueryEmbeddings } from './query/with-query-embeddings.ts';
import type { RankedSimilar, Ranker, Ranking, RankingQuestion, SimilarQuestion } from './rank-papers.ts';
import type { Search } from './search.ts';
import { warmUp } from './warm-up.ts';
import { startThread } from '../lib/threads/start-thread.ts';
import { createThreadCalls } from '../lib/threads/thread-calls.ts';

export type RankerQuestion = RankingQuestion | SimilarQuestion;

/** What the thread of search-worker.ts opens. */
export interface SearchWorkerData {
  databaseAddress: string;
  modelPaths: string[] | undefined;
  remoteModel: string | undefined;
}

export interface WorkerSearchOptions extends AskingServer {
  /** A file or `postgres://...`; not `:memory:`, which no other connection can see. */
  databaseAddress: string;
  /** See RankerOptions. */
  modelPaths?: string[];
  /** For the papers of the answers; stays open when the search is closed. */
  database: Database;
  /** Whether questions are asked at once, before any reader's; see warm-up.ts. */
  isWarmedUp?: boolean;
}

/** Search whose ranking runs on a thread of its own: a long query holds up nothing else. */
export function openSearchInWorker({
  databaseAddress,
  database,
  modelPaths,
  queryEmbeddings,
  isWarmedUp = false,
}: WorkerSearchOptions): Search {
  if (databaseAddress === ':memory:')
    throw new Error('search: a thread needs a database file, not :memory:; use openSearch');
  const data: SearchWorkerData = { databaseAddress, modelPaths, remoteModel: queryEmbeddings?.model };
  const calls = createThreadCalls<RankerQuestion, Ranking | RankedSimilar[]>(() =>
    startThread(import.meta.url, './search-worker.ts', data),
  );
  const ranker: Ranker = {
    rank: async (query) => (await calls.ask(query)) as Ranking,
    rankSimilar: async (question) => (await calls.ask(question)) as RankedSimilar[],
    close: calls.end,
  };
  const asked = isWarmedUp ? warmedUp(ranker, database) : ranker;
  return searchWith(queryEmbeddings ? withQueryEmbeddings(asked, queryEmbeddings) : asked, database);
}

/** Is asked what readers may ask until one of them does. */
function warmedUp(ranker: Ranker, database: Database): Ranker {
  const readers = new AbortController();
  // What fails is told to the reader who asks next.
  void warmUp(ranker, database, readers.signal).catch(() => {});
  const instead = (): Ranker => {
    readers.abort();
    return ranker;
  };
  return {
    rank: (question) => instead().rank(question),
    rankSimilar: (question) => instead().rankSimilar(question),
    close: () => instead().close(),
  };
}
