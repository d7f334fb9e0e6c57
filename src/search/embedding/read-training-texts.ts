import type { Database } from '../../storage/database.ts';
import type { TrainingText } from './training-corpus.ts';

const PAPERS_PER_PAGE = 1_000;

/** The titles and abstracts of all stored papers, in the order of their ids, for training. */
export async function* readTrainingTexts(database: Database): AsyncGenerator<TrainingText> {
  let after = -1;
  for (;;) {
    const rows = await database
      .selectFrom('papers')
      .select(['id', 'title', 'abstract', 'categories'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAPERS_PER_PAGE)
      .execute();
    for (const { title, abstract, categories } of rows) {
      const [field] = JSON.parse(categories) as string[];
      yield { title, abstract, ...(field !== undefined && { field }) };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}
