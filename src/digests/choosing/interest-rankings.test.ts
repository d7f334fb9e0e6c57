import { expect, test } from 'vitest';
import { forEachDatabase } from '../../../test/support/databases.ts';
import { addSubscribers } from '../../../test/support/digest-fixtures.ts';
import { makePaperRecord } from '../../../test/support/make-paper-record.ts';
import { turnsDuring } from '../../../test/support/turns-during.ts';
import { systemClock } from '../../lib/clock.ts';
import { saveRecords } from '../../papers/save-records.ts';
import type { Database } from '../../storage/database.ts';
import { listTrending } from '../../trending/list-trending.ts';
import { addInterestPapers } from '../preferences/interest-papers.ts';
import { openInterestRanker } from '../ranking/open-interest-ranker.ts';
import { openCandidatePools } from './candidate-pools.ts';
import { createInterestRankings, type AskedRanking } from './interest-rankings.ts';

const DAY = '2026-08-20';
const SUBJECTS = [
  'graph attention neighbourhood aggregation edges vertices message passing',
  'protein folding amino residues enzymes molecules binding structure',
  'galaxy redshift stellar dust telescope luminosity survey spectra',
];

/** Thirty papers of the day on three subjects in turn, and readers who like the first two on graphs. */
async function openRankings(database: Database, readerCount: number) {
  const records = Array.from({ length: 30 }, (_, number) => {
    const words = SUBJECTS[number % 3]!.split(' ');
    const drawn = Array.from({ length: 6 }, (_, at) => words[(at * (number + 3)) % words.length]);
    return makePaperRecord({
      sourceId: `2608.${10_000 + number}`,
      title: `Study ${number} of ${drawn[1]}`,
      abstract: `We consider ${drawn.join(' ')} and show results.`,
      announcedOn: DAY,
    });
  });
  await saveRecords(database, records, { savedAt: `${DAY}T01:00:00.000Z` });
  await addSubscribers(
    database,
    Array.from({ length: readerCount }, (_, number) => `${number}@example.org`),
  );
  const readers = await database.selectFrom('subscriptions').select('id').orderBy('id').execute();
  for (const { id } of readers)
    await addInterestPapers({ database, clock: systemClock }, id, '2608.10000 2608.10003');
  const pools = await openCandidatePools(
    { database, listTrending: (query) => listTrending(database, query) },
    DAY,
  );
  await pools.open([1]);
  const asked = readers.map(({ id }): AskedRanking => ({
    subscriptionId: id,
    pool: pools.get(1),
    closeness: 'wide',
  }));
  return { asked, rankings: createInterestRankings(database, () => openInterestRanker(database)) };
}

forEachDatabase('the pool ranked by what readers chose', (open) => {
  test('has what is like it, without what was chosen, and as close as is asked for at last', async () => {
    const { asked, rankings } = await openRankings(await open(), 1);
    await rankings.load(asked);
    const subjectOf = (recordPaperId: number): number =>
      Number(/Study (\d+)/.exec(asked[0]!.pool.find(recordPaperId)!.paper.title)?.[1]) % 3;
    const wide = rankings.rank(asked[0]!);
    expect(wide.map(({ paperId }) => subjectOf(paperId))).toContain(0);
    expect(subjectOf(wide[0]!.paperId)).toBe(0);
    const titles = wide.map(({ paperId }) => asked[0]!.pool.find(paperId)!.paper.title);
    expect(titles.some((title) => /^Study [03] /.test(title))).toBe(false);
    const close = rankings.rank({ ...asked[0]!, closeness: 'close' });
    expect(close.length).toBeLessThan(wide.length);
    expect(close.map(({ paperId }) => paperId)).toEqual(
      wide.slice(0, close.length).map(({ paperId }) => paperId),
    );
  });

  test('is made for many readers while others are let in', async () => {
    const { asked, rankings } = await openRankings(await open(), 100);
    await rankings.load(asked.slice(0, 1));
    const turns = await turnsDuring(() => rankings.load(asked));
    const ranked = asked.map((one) => rankings.rank(one));
    expect(ranked.every((papers) => papers.length === ranked[0]!.length && papers.length > 0)).toBe(true);
    expect(turns).toBeGreaterThan(1);
  });
});
