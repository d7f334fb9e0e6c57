import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { makePaperRecords } from '../../test/support/make-paper-record.ts';
import { hashOfStored, openIngest } from '../../test/support/open-ingest.ts';
import { startRecordingServer } from '../../test/support/recording-server.ts';
import { scriptedSource } from '../../test/support/scripted-source.ts';
import { fixedClock } from '../lib/clock.ts';
import type { PaperRecord } from '../papers/paper.ts';
import type { Source, SourcePage } from '../sources/source.ts';
import type { Database } from '../storage/database.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { runSource } from './run-source.ts';

const { signal } = new AbortController();
const DAY = '2026-08-20';

function arxivRecords(count: number, extra: Partial<PaperRecord> = {}): PaperRecord[] {
  return makePaperRecords(count).map((record, index) => ({
    ...{ ...record, source: 'arxiv', sourceId: `2608.${10_000 + index}`, arxivId: `2608.${10_000 + index}` },
    ...{ announcedOn: DAY, ...extra },
  }));
}

async function openMemory(): Promise<Database> {
  const database = openDatabase({ address: ':memory:' });
  onTestFinished(() => database.destroy());
  await migrate(database, fixedClock('2026-08-20T10:00:00Z'));
  return database;
}

forEachDatabase('a run', (open) => {
  test('stores what the source gives, says what it did, and goes on from there', async () => {
    const context = openIngest(await open(), { categories: { arxiv: ['cs.CL'] } });
    const [first, second, third] = arxivRecords(3) as [PaperRecord, PaperRecord, PaperRecord];
    const source = scriptedSource([
      { records: [first, second], problems: [{ entry: '2608.9', reason: 'it has no title' }] },
      { records: [{ ...first, version: 2 }, second, third] },
    ]);
    const steps: string[] = [];
    const result = await runSource(context, source, {
      signal,
      onProgress: ({ pages }) => steps.push(String(pages)),
    });
    const counts = { pages: 2, new: 3, changed: 1, same: 1, broken: 1, signals: 0 };
    expect(result).toEqual({ ...counts, outcome: 'complete' });
    expect(steps).toEqual(['0', '1', '2']);
    expect(await runSource(context, source, { signal, since: '2026-08-01' })).toMatchObject({
      outcome: 'complete',
      pages: 0,
    });
    expect(source.asked).toEqual([
      { cursor: undefined, since: undefined, categories: ['cs.CL'] },
      { cursor: '2', since: '2026-08-01', categories: ['cs.CL'] },
    ]);
    const runs = await context.database.selectFrom('ingest_runs').selectAll().orderBy('id').execute();
    expect(runs[0]).toMatchObject({
      ...{ source: 'arxiv', outcome: 'complete', page_count: 2, new_count: 3, broken_count: 1, detail: null },
      ...{
        problems: '[{"entry":"2608.9","reason":"it has no title"}]',
        ended_at: '2026-08-20T10:00:00.000Z',
      },
    });
  });

  test('begins anew when its categories change', async () => {
    const database = await open();
    const source = scriptedSource([{ records: arxivRecords(1) }]);
    for (const arxiv of [['cs.CL', 'cs.LG'], ['cs.LG', 'cs.CL'], ['cs.CL']]) {
      await runSource(openIngest(database, { categories: { arxiv } }), source, { signal });
    }
    expect(source.asked.map(({ cursor }) => cursor)).toEqual([undefined, '1', undefined]);
  });

  test('that fails keeps what it stored, and says why in the log of runs', async () => {
    const context = openIngest(await open());
    let isDown = true;
    const source = scriptedSource([
      { records: arxivRecords(2) },
      () => {
        if (isDown) throw new Error('The answer is a web page.');
        return { records: arxivRecords(3) };
      },
    ]);
    expect(await runSource(context, source, { signal })).toMatchObject({
      ...{ outcome: 'failed', detail: 'The answer is a web page.', new: 2 },
    });
    const state = context.database.selectFrom('source_states').selectAll();
    expect(await state.executeTakeFirst()).toMatchObject({
      heard_at: null,
      failure: 'The answer is a web page.',
      runner: null,
    });
    isDown = false;
    expect(await runSource(context, source, { signal })).toMatchObject({
      outcome: 'complete',
      new: 1,
      same: 2,
    });
    expect(await state.executeTakeFirst()).toMatchObject({
      heard_at: '2026-08-20T10:00:00.000Z',
      failure: null,
    });
  });

  test('is alone: another finds the source busy until the first has ended or is dead', async () => {
    const context = openIngest(await open());
    const source = scriptedSource([() => new Promise<never>(() => {})]);
    void runSource(context, source, { signal });
    await expect.poll(() => source.asked.length).toBe(1);
    expect(await runSource(context, source, { signal })).toMatchObject({ outcome: 'busy' });
    context.clock.advance(121_000);
    const after = scriptedSource([{ records: arxivRecords(1) }]);
    expect(await runSource(context, after, { signal })).toMatchObject({ outcome: 'complete', new: 1 });
    const runs = await context.database
      .selectFrom('ingest_runs')
      .select(['outcome', 'detail'])
      .orderBy('id')
      .execute();
    expect(runs).toEqual([
      { outcome: 'stopped', detail: 'Its process ended before it did.' },
      { outcome: 'complete', detail: null },
    ]);
  });

  test('that was taken for dead stores nothing more', async () => {
    const context = openIngest(await open());
    let goOn = (): void => {};
    const waiting = new Promise<void>((resolve) => (goOn = resolve));
    const slow = scriptedSource([() => waiting.then(() => ({ records: arxivRecords(3) }))]);
    const run = runSource(context, slow, { signal });
    await expect.poll(() => slow.asked.length).toBe(1);
    context.clock.advance(121_000);
    await runSource(context, scriptedSource([{ records: arxivRecords(1) }]), { signal });
    goOn();
    expect(await run).toMatchObject({
      outcome: 'failed',
      new: 0,
      detail: 'Another process took over the asking of arXiv.',
    });
    expect(await context.database.selectFrom('papers').select('id').execute()).toHaveLength(1);
  });

  test('counts what arrived of each day; late papers join their own day', async () => {
    const context = openIngest(await open());
    const late = arxivRecords(4);
    const source = scriptedSource([
      { records: late.slice(0, 2), announced: [{ day: DAY, expectedCount: 4 }] },
      {
        records: [{ ...late[0]!, announcedOn: '2026-08-21' }],
        announced: [{ day: '2026-08-21', expectedCount: 1 }],
      },
      { records: late.slice(2) },
    ]);
    await runSource(context, source, { signal });
    const days = await context.database
      .selectFrom('source_days')
      .select(['day', 'expected_count', 'arrived_count', 'earlier_count'])
      .orderBy('day')
      .execute();
    expect(days).toEqual([
      { day: DAY, expected_count: 4, arrived_count: 4, earlier_count: 0 },
      { day: '2026-08-21', expected_count: 1, arrived_count: 1, earlier_count: 1 },
    ]);
    const listed = await context.database.selectFrom('papers').select('listed_on').distinct().execute();
    expect(listed).toEqual([{ listed_on: DAY }]);
  });

  test('keeps signals of known papers', async () => {
    const context = openIngest(await open());
    const observed = { signal: 'upvotes', observedAt: '2026-08-20T09:00:00Z', count: 7 };
    const source = scriptedSource([
      {
        records: arxivRecords(1),
        signals: [
          { publicId: 'arxiv:2608.10000v2', ...observed },
          { publicId: 'arxiv:2608.99999', ...observed },
        ],
      },
    ]);
    expect(await runSource(context, source, { signal })).toMatchObject({ signals: 1 });
    const series = await context.database
      .selectFrom('signal_series')
      .select(['signal', 'newest_count'])
      .execute();
    expect(series).toEqual([{ signal: 'upvotes', newest_count: 7 }]);
  });
});

test('ends where it stands when told', async () => {
  const stop = new AbortController();
  const context = openIngest(await openMemory());
  const source = scriptedSource([
    () => {
      stop.abort();
      return { records: arxivRecords(1) };
    },
    { records: arxivRecords(2) },
  ]);
  expect(await runSource(context, source, { signal: stop.signal })).toMatchObject({
    outcome: 'stopped',
    new: 1,
  });
  expect(await runSource(context, source, { signal })).toMatchObject({ outcome: 'complete', new: 1 });
});

test('an answer that was not stored is asked for again, one that was is not', async () => {
  const clock = fixedClock('2026-08-20T10:00:00Z');
  const server = await startRecordingServer(clock, ({ headers }, response) => {
    response.writeHead(headers['if-none-match'] === '"1"' ? 304 : 200, { ETag: '"1"' }).end();
  });
  const context = openIngest(await openMemory(), { clock, via: server.address });
  let isBroken = true;
  const statuses: number[] = [];
  const source: Source = {
    ...scriptedSource([]),
    async *fetch({ http }) {
      const { status } = await http.get('https://source.test/list', { only: 'changed' });
      statuses.push(status);
      if (isBroken) throw new Error('broken');
      yield { records: [], problems: [], cursor: undefined };
    },
  };
  await runSource(context, source, { signal });
  isBroken = false;
  for (let count = 0; count < 2; count++) await runSource(context, source, { signal });
  expect(statuses).toEqual([200, 200, 304]);
});

test('a wait for politeness is no death', async () => {
  const context = openIngest(await openMemory());
  await context.database
    .insertInto('http_buckets')
    .values({ bucket: 'arxiv', free_at: '2026-08-20T10:14:00Z', holder: null, held_until: null })
    .execute();
  const server = await startRecordingServer(context.clock, (_request, response) => response.end());
  const source: Source = {
    ...scriptedSource([]),
    async *fetch({ http }) {
      await http.get('https://source.test/');
      yield { records: arxivRecords(1), problems: [], cursor: undefined };
    },
  };
  const result = await runSource({ ...context, via: server.address }, source, { signal });
  expect(result).toMatchObject({ outcome: 'complete', new: 1 });
  expect(context.clock.now().toISOString() >= '2026-08-20T10:14:00').toBe(true);
});

test('a paper has the code that its abstract names', async () => {
  const context = openIngest(await openMemory());
  const records = arxivRecords(1, { abstract: 'Code: https://github.com/Owner/name.' });
  await runSource(context, scriptedSource([{ records }]), { signal });
  const { links } = await context.database.selectFrom('papers').select('links').executeTakeFirstOrThrow();
  expect(JSON.parse(links)).toMatchObject({ code: 'https://github.com/Owner/name' });
});

class Killed extends Error {}

test('killed at any moments and run again, it stores the same as an unbroken run', async () => {
  const pages = scriptOf(6);
  const unbroken = await openMemory();
  await runSource(openIngest(unbroken), scriptedSource(pages), { signal });
  const expected = await hashOfStored(unbroken);

  const moment = fc.record({
    page: fc.nat({ max: 5 }),
    place: fc.constantFrom('fetching', 'storing', 'stored'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { minLength: 1, maxLength: 5 }), async (kills) => {
      const database = openDatabase({ address: ':memory:' });
      await migrate(database, fixedClock('2026-08-20T10:00:00Z'));
      for (const kill of [...kills, undefined]) {
        const source = scriptedSource(
          pages.map((page, index) => () => {
            if (kill?.place === 'fetching' && kill.page === index) throw new Killed();
            if (kill?.place !== 'storing' || kill.page !== index) return page;
            // Within the transaction, after the papers were written.
            return {
              ...page,
              signals: [{ publicId: 'arxiv:2608.10000', signal: '?', observedAt: '', count: 1 }],
            };
          }),
        );
        let stored = 0;
        const indexer = {
          indexPending: async () => {
            if (kill?.place === 'stored' && stored++ === kill.page) throw new Killed();
            return 0;
          },
        };
        await runSource(openIngest(database, { indexer }), source, { signal });
      }
      const hash = await hashOfStored(database);
      await database.destroy();
      expect(hash).toBe(expected);
    }),
    { numRuns: 15 },
  );
});

function scriptOf(pageCount: number): Partial<SourcePage>[] {
  const records = arxivRecords(pageCount * 5);
  return Array.from({ length: pageCount }, (_, index) => ({
    records: [...records.slice(index * 5, index * 5 + 5), records[0]!],
    announced: [{ day: DAY, expectedCount: records.length }],
    signals: [
      {
        publicId: 'arxiv:2608.10000',
        signal: 'upvotes',
        observedAt: `2026-08-20T0${index}:00:00Z`,
        count: index,
      },
    ],
  }));
}
