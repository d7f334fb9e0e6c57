import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { rankedFor } from './arrange-trending.ts';
import { CompetingPapers } from './competing-papers.ts';
import { dayBeforeWindow } from './list-candidates.ts';
import { markCompeting } from './mark-competing.ts';
import { storedDepth, storedWindows } from './stored-lists.ts';

const day = '2026-08-20';
const depth = rankedFor(storedDepth.newest);

test('whatever list of the day is asked for, its best papers are among those that compete', () => {
  const fields = ['cs.CL', 'cs.LG', 'math.CO'];
  const scenario = fc.record({
    seed: fc.integer({ min: 1, max: 1_000 }),
    // Of few steps, so that many scores are equal.
    steps: fc.constantFrom(3, 50, 100_000),
  });
  fc.assert(
    fc.property(scenario, ({ seed, steps }) => {
      const papers = Array.from({ length: 12_000 }, (_, id) => {
        const mixed = Math.imul(id + 1, seed * 2_654_435_761) >>> 0;
        const own = fields.filter((_field, at) => (mixed >> at) % 3 === 0);
        return {
          id,
          listedOn: new Date(Date.parse(day) - (mixed % 91) * 86_400_000).toISOString().slice(0, 10),
          categories: JSON.stringify(own),
          hasCode: mixed % 5 === 0,
          score: (mixed % steps) + 1,
        };
      });
      const competing = new CompetingPapers({ day });
      for (const paper of papers) competing.add(paper, paper.score);
      const ids = competing.ids();
      expect(ids.size).toBeLessThan(papers.length);
      for (const windowDays of storedWindows) {
        for (const field of [undefined, ...fields]) {
          for (const withCode of [false, true]) {
            const best = papers
              .filter(({ listedOn }) => listedOn > dayBeforeWindow({ day, windowDays }))
              .filter(({ categories }) => field === undefined || categories.includes(field))
              .filter(({ hasCode }) => hasCode || !withCode)
              .sort((a, b) => b.score - a.score || b.id - a.id)
              .slice(0, depth);
            expect(best.filter(({ id }) => !ids.has(id))).toEqual([]);
          }
        }
      }
    }),
    { numRuns: 10 },
  );
});

forEachDatabase('papers that compete', (open) => {
  test('are those that were named last', async () => {
    const database = await open();
    const row = { score: 1, listed_on: day, categories: '[]', has_code: 0, parts: '[]', refreshed_at: day };
    const rows = [1, 2, 3, 4].map((paper_id) => ({ ...row, paper_id, competes: paper_id % 2 }));
    await database.insertInto('trending_scores').values(rows).execute();
    const competing = async () =>
      (await database.selectFrom('trending_scores').select('paper_id').where('competes', '=', 1).execute())
        .map(({ paper_id }) => paper_id)
        .sort();
    await markCompeting(database, new Set([2, 3]));
    expect(await competing()).toEqual([2, 3]);
    await markCompeting(database, new Set());
    expect(await competing()).toEqual([]);
  });
});
