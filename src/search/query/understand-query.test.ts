import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeIndexablePaper } from '../../../test/relevance/stored-papers.ts';
import { fixedClock } from '../../lib/clock.ts';
import type { Database } from '../../storage/database.ts';
import { migrate } from '../../storage/migrate.ts';
import { openDatabase } from '../../storage/open-database.ts';
import { createRanker, type Ranking } from '../rank-papers.ts';
import type { SearchQuery } from '../search.ts';
import { buildSegment } from '../segments/build-segment.ts';
import { addEncodedSegment } from '../segments/segment-store.ts';
import { growRevision } from '../writer-lease.ts';

let database: Database;
beforeAll(async () => {
  database = openDatabase({ address: ':memory:' });
  await migrate(database, fixedClock('2026-08-20T10:00:00Z'));
  const titles = [
    ...Array.from({ length: 30 }, () => 'Sparse attention in transformers'),
    ...Array.from({ length: 8 }, () => 'Translation by transformation'),
    'Kirchenbauer on watermarks',
    'Graph transformers',
    'Sparce notation',
  ];
  const papers = titles.map((title, i) => makeIndexablePaper({ id: i + 1, title }));
  for (const part of [papers.slice(0, 20), papers.slice(20)])
    await addEncodedSegment(database, buildSegment(part));
  await growRevision(database);
});
afterAll(() => database.destroy());

const rank = (text: string, options: Partial<SearchQuery> = {}): Promise<Ranking> =>
  createRanker(database).rank({ text, limit: 50, ...options });

describe('a word that no paper has', () => {
  test.each([
    ['atention', 'attention'],
    ['attetnion', 'attention'],
    ['transfomrers sparse', 'transformers sparse'],
    ['Kirchenbuaer', 'kirchenbauer'],
    ['kirhcenbuaer', 'kirchenbauer'],
    ['"sparse atention"', '"sparse attention"'],
  ])('%s is taken for %s', async (typed, meant) => {
    const { correction, total } = await rank(typed);
    expect(correction).toEqual({ text: meant, isApplied: true });
    expect(total).toBe((await rank(meant)).total);
  });

  test.each(['xqzv', 'zzzzqqqq', 'gpt5', '注意', 'sparse attention', 'attention graph watermarks', 'ab'])(
    '%s is left as it is',
    async (typed) => {
      expect((await rank(typed)).correction).toBeUndefined();
    },
  );

  test('is told as typed where it is a wrong value', async () => {
    const { correction, notes } = await rank('from:atention sparse');
    expect(correction).toEqual({ text: 'from:attention sparse', isApplied: true });
    expect(notes).toEqual([
      'from:atention is no year, month or day (2024, 2024-05, 2024-05-31). It was searched as words.',
    ]);
  });

  test('is left as typed when asked so', async () => {
    expect(await rank('atention', { asTyped: true })).toMatchObject({ total: 0 });
  });
});

describe('a word that is being typed', () => {
  test.each([
    ['atten', ['attention'], 30],
    ['attentio', ['attention'], 30],
    ['sparse trans', ['transformers', 'translation'], 39],
    ['kir', ['kirchenbauer'], 1],
    ['ki', [], 0],
    ['', [], 0],
  ])('%s may become %j', async (text, completions, total) => {
    expect(await rank(text, { isTyping: true })).toMatchObject({ completions, total });
  });

  test('that is a word already is searched alone', async () => {
    const { total, completions } = await rank('graph', { isTyping: true });
    expect([total, completions]).toEqual([1, []]);
  });
});
