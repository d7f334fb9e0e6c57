import type { EmbeddingModel } from '../../search/embedding/embedding-model.ts';
import type { Database } from '../../storage/database.ts';
import { createInterestRanker, type InterestRanker } from './interest-ranker.ts';
import { everyNth } from './paper-features.ts';

/** Enough to tell how rare a word is and how papers differ: set against more, readers' papers led to no others. */
const BACKGROUND_PAPERS = 2_000;
/** Not further apart than so many papers, so that the others are of this time. */
const MAX_STEP = 25;

/** A ranker that sets a reader's papers against others of this collection: every so many-th of those listed last. */
export async function openInterestRanker(
  database: Database,
  embedding?: EmbeddingModel,
): Promise<InterestRanker> {
  // By the day they were listed: who imports an archive after the year's papers has the oldest under the newest numbers.
  const newest = await database
    .selectFrom('papers')
    .select('id')
    .orderBy('listed_on', 'desc')
    .orderBy('id', 'desc')
    .limit(BACKGROUND_PAPERS * MAX_STEP)
    .execute();
  const ids = everyNth(newest, BACKGROUND_PAPERS)
    .slice(0, BACKGROUND_PAPERS)
    .map(({ id }) => id);
  const background =
    ids.length === 0
      ? []
      : await database
          .selectFrom('papers')
          .select(['title', 'abstract'])
          .where('id', 'in', ids)
          .orderBy('id')
          .execute();
  return createInterestRanker(background, embedding);
}
