import { expect, test } from 'vitest';
import { storeForTest } from '../../test/relevance/stored-papers.ts';
import { runCommand } from '../../test/support/run-command.ts';
import { fixedClock } from '../lib/clock.ts';
import { createIndexer } from '../search/indexer.ts';
import { buildSegment } from '../search/segments/build-segment.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { WrongUseError } from './command.ts';
import { indexCommand } from './index-command.ts';

const clock = fixedClock('2026-08-20T10:00:00Z');

async function openIndexed() {
  const database = openDatabase({ address: ':memory:' });
  await migrate(database, clock);
  const indexer = createIndexer(database, {
    clock,
    builder: { build: async (papers) => buildSegment(papers), close: async () => {} },
  });
  await storeForTest(database, [
    { id: 1, title: 'Graphs' },
    { id: 2, title: 'Trees' },
  ]);
  await indexer.finish();
  const context = { clock, database: async () => database, indexer: async () => indexer };
  return {
    database,
    run: (args: string[], signal = new AbortController().signal) =>
      runCommand(indexCommand, args, { ...context, signal }),
  };
}

test('says that the index agrees with the papers', async () => {
  const { run } = await openIndexed();
  expect(await run(['check'])).toEqual({
    code: 0,
    stdout: 'The index agrees with the papers.\n',
    stderr: '',
  });
});

test('says what does not agree, and mends it when told to', async () => {
  const { database, run } = await openIndexed();
  await database.deleteFrom('search_segments').execute();
  const found = await run(['check']);
  expect(found.code).toBe(1);
  expect(found.stderr).toContain('Paper 1 is neither in the index nor pending.');
  expect(found.stderr).toContain('--repair');

  const repaired = await run(['check', '--repair']);
  expect(repaired.code).toBe(0);
  expect(repaired.stdout).toMatch(/^Indexed 2 papers in /);
  expect((await run(['check'])).code).toBe(0);
});

test('postings that were damaged are a problem that it names, not an end', async () => {
  const { database, run } = await openIndexed();
  await database
    .updateTable('search_postings')
    .set({ lists: Uint8Array.of(0, 9, 200) })
    .where('term', '=', 'graph')
    .execute();
  const { code, stderr } = await run(['check']);
  expect(code).toBe(1);
  expect(stderr).toContain('the posting lists of "graph" are cut short');
});

test('builds the index anew, and may be ended', async () => {
  const { run } = await openIndexed();
  expect((await run(['rebuild'])).stdout).toMatch(/^Indexed 2 papers in /);
  await expect(run(['rebuild'], AbortSignal.abort())).rejects.toThrow('ended early');
  expect((await run(['check'])).code).toBe(0);
});

test.each([[[]], [['mend']], [['check', 'all']], [['rebuild', '--repair']]])(
  'wants to know what to do: %j',
  async (args) => {
    const { run } = await openIndexed();
    await expect(run(args)).rejects.toThrow(WrongUseError);
  },
);
