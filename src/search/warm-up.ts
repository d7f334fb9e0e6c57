import type { Database } from '../storage/database.ts';
import type { Ranker } from './rank-papers.ts';

/** Queries are like titles, and like what is typed of them. */
const TITLES = 50;
const TYPED_LETTERS = 12;

/**
 * Asks a ranker what readers may ask, one question after the other, until the signal: so that the first of them need not wait
 * until the index has been read and code been compiled.
 */
export async function warmUp(ranker: Ranker, database: Database, signal: AbortSignal): Promise<void> {
  const papers = await database
    .selectFrom('papers')
    .select('title')
    .orderBy('id', 'desc')
    .limit(TITLES)
    .execute();
  for (const { title } of papers) {
    if (signal.aborted) return;
    await ranker.rank({ text: title, limit: 20, facets: true });
    await ranker.rank({ text: title.slice(0, TYPED_LETTERS), limit: 6, isTyping: true });
  }
}
