import type { EmbeddingModel } from '../../search/embedding/embedding-model.ts';
import type { Database } from '../../storage/database.ts';
import { createInterestRanker, type InterestRanker } from './interest-ranker.ts';

/** Enough to tell how rare a word is. */
const BACKGROUND_PAPERS = 1_000;
/** Not further apart than so many papers, so that the others are of this time. */
const MAX_STEP = 50;

/** A ranker that sets a reader's papers against others of this collection: every so many-th of the newest. */
export async function openInterestRanker(
  database: Database,
  embedding?: EmbeddingModel,
): Promise<InterestRanker> {
  const newest = await database
    .selectFrom('papers')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const newestId = newest?.id ?? 0;
  const step = Math.max(1, Math.min(MAX_STEP, Math.floor(newestId / BACKGROUND_PAPERS)));
  const ids = Array.from({ length: BACKGROUND_PAPERS }, (_, index) => newestId - index * step).filter(
    (id) => id > 0,
  );
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
