import { expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { storeForTest } from '../../test/relevance/stored-papers.ts';
import { createRanker, type Ranker } from './rank-papers.ts';
import { warmUp } from './warm-up.ts';

forEachDatabase('a ranker is warmed up', (open) => {
  test('by the titles of the newest papers and their beginnings, until readers ask', async () => {
    const database = await open();
    await storeForTest(database, [
      { id: 1, title: 'Graphs' },
      { id: 2, title: 'Watermarks for language models' },
    ]);
    const real = createRanker(database);
    const readers = new AbortController();
    const asked: string[] = [];
    const ranker: Ranker = {
      ...real,
      rank(question) {
        asked.push(question.text);
        return real.rank(question);
      },
    };
    await warmUp(ranker, database, readers.signal);
    expect(asked).toEqual(['Watermarks for language models', 'Watermarks f', 'Graphs', 'Graphs']);

    readers.abort();
    await warmUp(ranker, database, readers.signal);
    expect(asked).toHaveLength(4);
    await real.close();
  });
});
