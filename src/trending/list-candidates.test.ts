import { expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { makePaper } from '../../test/support/make-paper.ts';
import { chunksOf } from '../papers/chunks.ts';
import type { PublicId } from '../papers/identifiers.ts';
import { toPaperRow } from '../papers/paper-row.ts';
import { listCandidates } from './list-candidates.ts';

const days = ['2026-08-13', '2026-08-20', '2026-08', '2026-08-18', '2026-08-21', '2026-08-14'];

forEachDatabase('the papers that compete for a list', (open) => {
  test('are all those of its days, newest first, however many they are', async () => {
    const database = await open();
    const rows = Array.from({ length: 12_600 }, (_, number) => {
      const paper = makePaper({
        listedOn: days[number % days.length]!,
        categories: [['cs.CL', 'math.CO'][number % 5 === 0 ? 1 : 0]!, 'stat.ML'],
        links: number % 7 === 0 ? { code: 'https://github.com/owner/name' } : {},
      });
      return toPaperRow(`arxiv:2608.${10_000 + number}` as PublicId, paper, '2026-08-20T00:00:00.000Z');
    });
    for (const chunk of chunksOf(rows)) await database.insertInto('papers').values(chunk).execute();
    const stored = await database.selectFrom('papers').selectAll().execute();
    const expected = ['2026-08-20', '2026-08-18', '2026-08-14'].flatMap((day) =>
      stored.filter(({ listed_on }) => listed_on === day).sort((a, b) => b.id - a.id),
    );
    const window = { day: '2026-08-20', windowDays: 7 };
    const idsOf = async (query: Parameters<typeof listCandidates>[1]): Promise<number[]> =>
      (await listCandidates(database, query)).map(({ id }) => id);
    expect(await idsOf(window)).toEqual(expected.map(({ id }) => id));
    expect(await idsOf({ ...window, category: 'math.CO', withCode: true })).toEqual(
      expected
        .filter(({ categories, links }) => categories.includes('math.CO') && links !== '{}')
        .map(({ id }) => id),
    );
  });
});
