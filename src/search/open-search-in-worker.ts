import type { Database } from '../storage/database.ts';
import { searchWith } from './open-search.ts';
import type { RankedSimilar, Ranking, SimilarQuestion } from './rank-papers.ts';
import type { Search, SearchQuery } from './search.ts';
import { startThread } from './threads/start-thread.ts';
import { createThreadCalls } from './threads/thread-calls.ts';

export type RankerQuestion = SearchQuery | SimilarQuestion;

export interface WorkerSearchOptions {
  /** A file or `postgres://...`; not `:memory:`, which no other connection can see. */
  databaseAddress: string;
  /** See RankerOptions. */
  modelPaths?: string[];
  /** For the papers of the answers; stays open when the search is closed. */
  database: Database;
}

/** Search whose ranking runs on a thread of its own: a long query holds up nothing else. */
export function openSearchInWorker({ databaseAddress, database, modelPaths }: WorkerSearchOptions): Search {
  if (databaseAddress === ':memory:')
    throw new Error('search: a thread needs a database file, not :memory:; use openSearch');
  const calls = createThreadCalls<RankerQuestion, Ranking | RankedSimilar[]>(() =>
    startThread(import.meta.url, './search-worker.ts', { databaseAddress, modelPaths }),
  );
  return searchWith(
    {
      rank: async (query) => (await calls.ask(query)) as Ranking,
      rankSimilar: async (question) => (await calls.ask(question)) as RankedSimilar[],
      close: calls.end,
    },
    database,
  );
}
