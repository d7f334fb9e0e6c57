import { expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { makePaperRecords } from '../../test/support/make-paper-record.ts';
import { openIngest } from '../../test/support/open-ingest.ts';
import { scriptedSource } from '../../test/support/scripted-source.ts';
import { reasonForNoArxivList } from '../sources/arxiv-calendar.ts';
import type { SourcePage } from '../sources/source.ts';
import type { Database } from '../storage/database.ts';
import { describeDay } from './describe-day.ts';
import { runSource } from './run-source.ts';
import { noteSourcesOn } from './source-overview.ts';

const { signal } = new AbortController();

function openDays(database: Database) {
  const context = openIngest(database);
  const arxiv = (pages: Parameters<typeof scriptedSource>[0]) => ({
    ...scriptedSource(pages),
    reasonForNoList: reasonForNoArxivList,
  });
  return {
    context,
    run: (...pages: Parameters<typeof scriptedSource>[0]) => runSource(context, arxiv(pages), { signal }),
    describe: (day: string) => describeDay(database, context.clock, day, [arxiv([])]),
  };
}

/** The whole list of a day, `missing` of which could not be read. */
function listOf(day: string, count: number, { missing = 0 } = {}): Partial<SourcePage> {
  const records = makePaperRecords(count, { announcedOn: day });
  return {
    records: records.slice(missing),
    problems: records.slice(0, missing).map(({ sourceId }) => ({ entry: sourceId, reason: 'broken' })),
    announced: [{ day, expectedCount: count }],
    cursor: undefined,
  };
}

forEachDatabase('a day', (open) => {
  test('of which nothing was ever heard says nothing', async () => {
    const { describe, context } = openDays(await open());
    expect(await describe('2026-08-20')).toBeUndefined();
    await noteSourcesOn(context.database, ['arxiv']);
    expect(await describe('2026-08-20')).toBeUndefined();
    expect(await describe('2026-08-21')).toBeUndefined();
  });

  test('is complete, or says how much is missing, until it has come', async () => {
    const { run, describe } = openDays(await open());
    await run(listOf('2026-08-20', 1_000, { missing: 3 }));
    expect(await describe('2026-08-20')).toBe(
      '997 of the 1,000 papers of arXiv’s list are here; 3 have not come or could not be read.',
    );
    await run({}, { records: makePaperRecords(3, { announcedOn: '2026-08-20' }) });
    expect(await describe('2026-08-20')).toBe('All 1,000 papers of arXiv’s list are here.');
  });

  test('without a list says why', async () => {
    const { run, describe, context } = openDays(await open());
    await run();
    expect(await describe('2026-08-15')).toBe('0 new papers: arXiv does not announce on Saturdays.');
    expect(await describe('2026-01-20')).toContain('Martin Luther King Day, so this day has no list.');
    expect(await describe('2026-08-20')).toBe(
      'arXiv’s list of this day has not come yet; it was last asked on 2026-08-20 10:00 UTC.',
    );
    expect(await describe('2026-08-19'), 'a day before this instance').toBeUndefined();
    await run({ announced: [{ day: '2026-08-20', expectedCount: 0 }], cursor: undefined });
    expect(await describe('2026-08-20')).toBe(
      'arXiv’s list of this day is still empty; it was last asked on 2026-08-20 10:00 UTC.',
    );
    context.clock.moveTo('2026-08-21T00:10:00Z');
    expect(await describe('2026-08-20')).toBe('0 new papers: arXiv gave an empty list.');
    await noteSourcesOn(context.database, []);
    expect(await describe('2026-08-15'), 'arXiv is off').toBeUndefined();
  });

  test('on which the source was down says so, until it is heard', async () => {
    const { run, describe, context } = openDays(await open());
    await run(() => {
      throw new Error('https://rss.arxiv.org/ can’t be reached (ENOTFOUND).');
    });
    expect(await describe('2026-08-20')).toBe(
      'arXiv could not be asked (2026-08-20 10:00 UTC), so papers of this day may be missing: ' +
        'https://rss.arxiv.org/ can’t be reached (ENOTFOUND).',
    );
    context.clock.advance(3_600_000);
    await run(listOf('2026-08-20', 2));
    expect(await describe('2026-08-20')).toBe('All 2 papers of arXiv’s list are here.');
  });

  test('on which an earlier list came again says so', async () => {
    const { run, describe } = openDays(await open());
    await run(listOf('2026-08-19', 30));
    await run({}, listOf('2026-08-20', 30));
    expect(await describe('2026-08-20')).toBe(
      '0 new papers: arXiv gave the list of an earlier day again under this date.',
    );
    expect(await describe('2026-08-19')).toBe('All 30 papers of arXiv’s list are here.');
    const own = makePaperRecords(125, { announcedOn: '2026-08-20' }).slice(100);
    await run({}, {}, { records: own.slice(0, 10) });
    expect(await describe('2026-08-20'), 'some came by another way').toBe(
      'arXiv gave the list of an earlier day again under this date; 10 papers of this day are here all the same.',
    );
    await run({}, {}, {}, { records: own, announced: [{ day: '2026-08-20', expectedCount: 25 }] });
    const complete = 'All 25 papers of arXiv’s list are here.';
    expect(await describe('2026-08-20'), 'its own list came after all').toBe(complete);
    await run({}, {}, {}, {}, listOf('2026-08-20', 30));
    expect(await describe('2026-08-20'), 'and the earlier one once more').toBe(complete);
    await run({}, {}, {}, {}, {}, { announced: [{ day: '2026-08-20', expectedCount: 0 }] });
    expect(await describe('2026-08-20'), 'and an empty one').toBe(complete);
  });

  test('on which there is no list says so even where an earlier list came under its date', async () => {
    const { run, describe } = openDays(await open());
    await run(listOf('2026-08-14', 30));
    await run({}, listOf('2026-08-15', 30));
    expect(await describe('2026-08-15')).toBe('0 new papers: arXiv does not announce on Saturdays.');
  });

  test('whose list was never read says so, once it is past', async () => {
    const { run, describe, context } = openDays(await open());
    await run(listOf('2026-08-19', 2));
    context.clock.moveTo('2026-08-21T12:00:00Z');
    await run({}, { records: makePaperRecords(50, { announcedOn: '2026-08-20' }).slice(49) });
    expect(await describe('2026-08-20')).toBe(
      'arXiv’s own list of this day was never read; what came of it by other ways is here.',
    );
    expect(await describe('2026-08-18'), 'a day before this instance').toBeUndefined();
  });

  test('says how many are known from an earlier day', async () => {
    const { run, describe } = openDays(await open());
    await run(listOf('2026-08-19', 1));
    await run(listOf('2026-08-20', 3));
    expect(await describe('2026-08-20')).toBe(
      'All 3 papers of arXiv’s list are here (1 stood on an earlier day’s list).',
    );
  });
});
