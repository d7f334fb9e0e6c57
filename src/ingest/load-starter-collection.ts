import type { Clock } from '../lib/clock.ts';
import type { Indexer } from '../search/indexer.ts';
import type { Database } from '../storage/database.ts';
import { importFiles } from './import-files.ts';

export interface StarterOptions {
  database: Database;
  indexer: Indexer;
  clock: Clock;
  /** The file of the collection. */
  path: string;
}

/**
 * Fills a database that holds no paper with the starter collection, so that a first start has something to show.
 * Answers how many papers it brought: 0 where there were some already.
 * @throws Error where the collection can't be read as it is: it belongs to the program.
 */
export async function loadStarterCollection({ path, ...options }: StarterOptions): Promise<number> {
  const anyPaper = await options.database.selectFrom('papers').select('id').limit(1).executeTakeFirst();
  if (anyPaper) return 0;
  const summary = await importFiles({ ...options, paths: [path] });
  const problem = summary.failures[0] ?? summary.problems[0];
  if (problem) throw new Error(`ingest: the starter collection ${path} is damaged: ${problem.reason}`);
  return summary.newCount;
}
