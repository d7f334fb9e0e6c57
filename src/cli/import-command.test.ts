import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../../test/support/run-command.ts';
import { fixedClock } from '../lib/clock.ts';
import type { Indexer } from '../search/indexer.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { WrongUseError } from './command.ts';
import { importCommand } from './import-command.ts';

const clock = fixedClock('2026-08-20T10:00:00Z');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offprint-import-command-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(args: string[], signal = new AbortController().signal) {
  const database = openDatabase({ address: ':memory:' });
  await migrate(database, clock);
  const indexer: Indexer = { indexPending: async () => 0, finish: async () => 0, close: async () => {} };
  const context = { clock, signal, database: async () => database, indexer: async () => indexer };
  try {
    return await runCommand(importCommand, args, context);
  } finally {
    await database.destroy();
  }
}

function write(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const good = '{"id": "arxiv:2401.00001", "title": "On examples", "abstract": "Words."}\n';

test('says what became of the records, and names the broken ones', async () => {
  const path = write('papers', `${good}{broken\n`);
  const { code, stdout, stderr } = await run([path]);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^Read 2 records from 1 file: 1 new, 0 changed, 0 as before, 1 broken\.\nStored and searchable in /,
  );
  expect(stderr).toBe(`${path}:2: it is not JSON\n`);
});

test('a file that can not be read makes it fail, after the others were imported', async () => {
  const words = write('words', 'Dear reader,\n');
  const { code, stdout, stderr } = await run([words, write('papers', good)]);
  expect(code).toBe(1);
  expect(stdout).toContain('1 new');
  expect(stderr).toContain(`${words}: is in none of the formats`);
});

test('without a file it is wrong use', async () => {
  await expect(run([])).rejects.toThrow(WrongUseError);
  await expect(run(['--fast', 'papers'])).rejects.toThrow(WrongUseError);
});

test('ended early, it says how to go on', async () => {
  await expect(run([write('papers', good)], AbortSignal.abort())).rejects.toThrow(
    'the same command goes on from there',
  );
});
