import { expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { toPaperRow } from './paper-row.ts';
import { chunksOf } from './chunks.ts';
import { makePaper } from '../../test/support/make-paper.ts';
import { listChangedPapers } from './listed-months.ts';
import type { PublicId } from './identifiers.ts';

forEachDatabase('the papers of a month', (open) => {
  test('are all there, in the order of their days, however many they are', async () => {
    const database = await open();
    const days = ['2026-07-31', '2026-08-03', '2026-08', '2026-08-02', '2026-09-01', '2026-09'];
    const rows = Array.from({ length: 3_600 }, (_, number) => {
      const paper = makePaper({ listedOn: days[number % days.length]! });
      return toPaperRow(`arxiv:2608.${10_000 + number}` as PublicId, paper, '2026-08-20T00:00:00.000Z');
    });
    for (const chunk of chunksOf(rows)) await database.insertInto('papers').values(chunk).execute();
    const ofDay = (day: string): string[] =>
      rows.filter(({ listed_on }) => listed_on === day).map(({ public_id }) => public_id);
    const expected = [...ofDay('2026-08'), ...ofDay('2026-08-02'), ...ofDay('2026-08-03')];
    const listed = async (limit: number): Promise<string[]> =>
      (await listChangedPapers(database, { from: '2026-08', to: '2026-09', limit })).map(
        ({ publicId }) => publicId,
      );
    expect(await listed(50_000)).toEqual(expected);
    for (const limit of [0, 1, 1_000, 1_001]) expect(await listed(limit)).toEqual(expected.slice(0, limit));
  });
});
