import { workerData } from 'node:worker_threads';
import { openDatabase } from '../storage/open-database.ts';
import type { RankerQuestion, SearchWorkerData } from './open-search-in-worker.ts';
import { createRanker, type RankedSimilar, type Ranking } from './rank-papers.ts';
import { answerCalls } from '../lib/threads/answer-calls.ts';

// The thread of open-search-in-worker.ts: ranks with a connection of its own.
const { databaseAddress, modelPaths, remoteModel } = workerData as SearchWorkerData;
const database = openDatabase({ address: databaseAddress, durability: 'normal', maxConnections: 2 });
const ranker = createRanker(database, { ...(modelPaths && { modelPaths }), remoteModel });

answerCalls<RankerQuestion, Ranking | RankedSimilar[]>({
  answer: (question) => ('paperIds' in question ? ranker.rankSimilar(question) : ranker.rank(question)),
  async close() {
    await ranker.close();
    await database.destroy();
  },
});
