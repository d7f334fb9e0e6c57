import { workerData } from 'node:worker_threads';
import { openDatabase } from '../storage/open-database.ts';
import { createRanker, type Ranking } from './rank-papers.ts';
import type { SearchQuery } from './search.ts';
import { answerCalls } from './threads/answer-calls.ts';

// The thread of open-search-in-worker.ts: ranks with a connection of its own.
const { databaseAddress } = workerData as { databaseAddress: string };
const database = openDatabase({ address: databaseAddress, durability: 'normal', maxConnections: 2 });
const ranker = createRanker(database);

answerCalls<SearchQuery, Ranking>({
  answer: (query) => ranker.rank(query),
  close: () => database.destroy(),
});
