import type { Database } from '../storage/database.ts';
import { searchWith } from './open-search.ts';
import type { Ranking } from './rank-papers.ts';
import type { Search, SearchQuery } from './search.ts';
import { startThread } from './threads/start-thread.ts';
import { createThreadCalls } from './threads/thread-calls.ts';

export interface WorkerSearchOptions {
  /** A file or `postgres://...`; not `:memory:`, which no other connection can see. */
  databaseAddress: string;
  /** For the papers of the answers; stays open when the search is closed. */
  database: Database;
}

/** Search whose ranking runs on a thread of its own: a long query holds up nothing else. */
export function openSearchInWorker({ databaseAddress, database }: WorkerSearchOptions): Search {
  if (databaseAddress === ':memory:')
    throw new Error('search: a thread needs a database file, not :memory:; use openSearch');
  const calls = createThreadCalls<SearchQuery, Ranking>(() =>
    startThread(import.meta.url, './search-worker.ts', { databaseAddress }),
  );
  return searchWith({ rank: calls.ask, close: calls.end }, database);
}
