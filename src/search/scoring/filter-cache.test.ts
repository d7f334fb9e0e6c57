import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeIndexablePaper } from '../../../test/relevance/stored-papers.ts';
import { fixedClock } from '../../lib/clock.ts';
import type { Database } from '../../storage/database.ts';
import { migrate } from '../../storage/migrate.ts';
import { openDatabase } from '../../storage/open-database.ts';
import { markDeleted } from '../mark-deleted.ts';
import { createRanker } from '../rank-papers.ts';
import { buildSegment } from '../segments/build-segment.ts';
import { addEncodedSegment } from '../segments/segment-store.ts';
import { growRevision } from '../writer-lease.ts';

let database: Database;
beforeEach(async () => {
  database = openDatabase({ address: ':memory:' });
  await migrate(database, fixedClock('2026-08-20T10:00:00Z'));
});
afterEach(() => database.destroy());

const papersOf = (...ids: number[]) =>
  ids.map((id) => makeIndexablePaper({ id, title: 'Graphs', categories: [id % 2 ? 'cs.LG' : 'math.CO'] }));

test('filters asked for again see papers that were deleted or came since', async () => {
  const ranker = createRanker(database);
  const find = async (text: string) =>
    (await ranker.rank({ text, limit: 10 })).hits.map((hit) => hit.paperId);
  await addEncodedSegment(database, buildSegment(papersOf(1, 2, 3, 4)));
  await growRevision(database);
  expect(await find('graphs category:cs')).toEqual([3, 1]);
  expect(await find('graphs category:cs')).toEqual([3, 1]);

  await markDeleted(database, [3], new Map());
  await growRevision(database);
  expect(await find('graphs category:cs')).toEqual([1]);
  expect(await find('graphs category:cs')).toEqual([1]);

  await addEncodedSegment(database, buildSegment(papersOf(5, 6)));
  await growRevision(database);
  expect(await find('graphs category:cs')).toEqual([5, 1]);
  expect(await find('graphs -category:cs')).toEqual([6, 4, 2]);
});
