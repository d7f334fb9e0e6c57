import { expect, test } from 'vitest';
import { runCommand } from '../../test/support/run-command.ts';
import { openIngest } from '../../test/support/open-ingest.ts';
import { scriptedSource } from '../../test/support/scripted-source.ts';
import { makePaperRecords } from '../../test/support/make-paper-record.ts';
import { fixedClock } from '../lib/clock.ts';
import type { Indexer } from '../search/indexer.ts';
import type { Source } from '../sources/source.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { syncCommand } from './sync-command.ts';

async function run(args: string[], ...sources: Source[]) {
  const clock = fixedClock('2026-08-20T10:00:00Z');
  const database = openDatabase({ address: ':memory:' });
  await migrate(database, clock);
  const indexer: Indexer = { indexPending: async () => 0, finish: async () => 0, close: async () => {} };
  const ingest = openIngest(database, { clock });
  const context = { clock, indexer: async () => indexer, ingest: async () => ({ ingest, sources }) };
  try {
    const { code, stdout } = await runCommand(syncCommand, args, context);
    return { code, stdout };
  } finally {
    await database.destroy();
  }
}

test('says what came of each source, and goes on where one fails', async () => {
  const away = scriptedSource([
    () => {
      throw new Error("https://away.test/ can't be reached (ENOTFOUND).");
    },
  ]);
  const well = scriptedSource([{ records: makePaperRecords(2) }], { name: 'biorxiv' });
  expect(await run([], away, well)).toEqual({
    code: 1,
    stdout:
      "arXiv: failed: https://away.test/ can't be reached (ENOTFOUND) (until then 0 new, 0 changed, 0 as before, 0 broken).\n" +
      'biorxiv: 2 new, 0 changed, 0 as before, 0 broken.\n',
  });
});

test('without a source that is on there is nothing to do', async () => {
  expect(await run([])).toEqual({
    code: 0,
    stdout: 'No source is on; OFFPRINT_SOURCES names those that are.\n',
  });
});

test.each([
  [['nonsense'], 'there is no source "nonsense"; there are arxiv, '],
  [['--since', 'tomorrow'], '--since must be a day like 2026-08-20, not "tomorrow"'],
  [['--since', '2026-08-21'], '--since 2026-08-21 has not come yet; today is 2026-08-20 (UTC)'],
])('%j is wrong use', async (args, message) => {
  await expect(run(args)).rejects.toThrow(message);
});
