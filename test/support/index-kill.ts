import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fixedClock } from '../../src/lib/clock.ts';
import { checkIndex } from '../../src/search/check-index.ts';
import { createIndexer } from '../../src/search/indexer.ts';
import { createRanker } from '../../src/search/rank-papers.ts';
import { buildSegment } from '../../src/search/segments/build-segment.ts';
import type { Database } from '../../src/storage/database.ts';
import type { IndexTask } from './index-process.ts';

export interface IndexKillTrial {
  database: Database;
  /** Of the same database, for another process. */
  address: string;
  kills: number;
  /** 0 to 1; decides when a process is killed. */
  random: () => number;
  onKill?: (count: number) => void;
}

export interface IndexKillResult {
  kills: number;
  steps: number;
  /** What `checkIndex` said after each kill, and at the end. */
  problems: string[];
  papers: number;
  /** Papers that were not found by a word of their newest title, at the end. */
  lost: number;
}

const MINUTE_MS = 60_000;
const LONGEST_MS = 700;

/**
 * Has a process store and index papers and kills it with SIGKILL, again and again; each time the index must open and
 * agree with the papers and what is pending. In the end everything is indexed and each paper must be found.
 */
export async function runIndexKillTrial(trial: IndexKillTrial): Promise<IndexKillResult> {
  const { database, address, kills, random, onKill } = trial;
  const result: IndexKillResult = { kills: 0, steps: 0, problems: [], papers: 0, lost: 0 };
  // An hour passes from process to process: the lease of the one before has run out.
  const nowOf = (round: number): string =>
    new Date(Date.UTC(2026, 0, 1) + round * 60 * MINUTE_MS).toISOString();
  for (let round = 1; round <= kills; round++) {
    const child = fork(new URL('index-process.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
    child.send({ address, now: nowOf(round), seed: round } satisfies IndexTask);
    await once(child, 'message');
    child.on('message', () => result.steps++);
    setTimeout(() => child.kill('SIGKILL'), random() * LONGEST_MS);
    await once(child, 'exit');
    result.kills++;
    result.problems.push(...(await checkIndex(database)));
    onKill?.(round);
  }
  const indexer = createIndexer(database, {
    clock: fixedClock(nowOf(kills + 1)),
    builder: { build: async (papers) => buildSegment(papers), close: async () => {} },
  });
  await indexer.finish();
  await indexer.close();
  result.problems.push(...(await checkIndex(database)));
  const papers = await database.selectFrom('papers').select(['id', 'title']).execute();
  const ranker = createRanker(database);
  for (const { id, title } of papers) {
    const { hits } = await ranker.rank({ text: title.split(' ')[0] ?? '', limit: 2 });
    if (hits.length !== 1 || hits[0]?.paperId !== id) result.lost++;
  }
  return { ...result, papers: papers.length };
}
