import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../../test/support/run-command.ts';
import { fixedClock } from '../lib/clock.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { evalCommand } from './eval-command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offprint-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('prints each set and the mean of all, of a folder of folders', async () => {
  writeSet('easy', { grades: 'query-id\tcorpus-id\tscore\nq1\tgraphs\t2\nq1\tfish\t0\n' });
  writeSet('hard', { grades: 'q1\tgraphs\t1\nq1\tfish\t1\n', gradesPath: 'qrels/test.tsv' });
  const { code, stdout } = await run(folder, '--json');
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as { [part: string]: unknown };
  const found = { 'ndcg@10': 1, 'recall@100': 1, mrr: 1 };
  const half = { 'ndcg@10': 1 / (1 + 1 / Math.log2(3)), 'recall@100': 0.5, mrr: 1 };
  expect(report).toMatchObject({ sets: { easy: { bm25: found }, hard: { bm25: half } } });
  expect(report).toMatchObject({ mean: { bm25: { 'ndcg@10': (1 + half['ndcg@10']) / 2, mrr: 1 } } });
});

test('prints a table, and goes on after a folder that it cannot read', async () => {
  writeSet('easy', { grades: 'q1\tgraphs\t1\n' });
  writeSet('broken', { grades: 'q1\tgraphs\t1\n', corpus: '{"_id": "graphs"}\n{"text": "no id"}\n' });
  writeSet('unjudged', { grades: '' });
  const { code, stdout, stderr } = await run(folder);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^set +mode +nDCG@10 +Recall@100 +MRR\neasy +bm25 +1\.0000 +1\.0000 +1\.0000\n/);
  expect(stderr).toContain('corpus.jsonl, line 2 has no _id');
  expect(stderr).toContain('none of its queries has a relevant text');
});

test('wants folders of that form', async () => {
  await expect(run()).rejects.toThrow('eval needs a DIR');
  await expect(run(folder)).rejects.toThrow('is no folder with a corpus.jsonl');
  await expect(run(join(folder, 'nowhere'))).rejects.toThrow('is no folder with a corpus.jsonl');
});

const CORPUS = [
  { _id: 'graphs', title: 'Searching graphs', text: 'On paths.' },
  { _id: 'fish', title: 'Fish', text: '' },
];

function writeSet(
  name: string,
  { grades, gradesPath = 'qrels.tsv', corpus }: { grades: string; gradesPath?: string; corpus?: string },
): void {
  mkdirSync(join(folder, name, 'qrels'), { recursive: true });
  const lines = CORPUS.map((text) => JSON.stringify(text)).join('\n');
  writeFileSync(join(folder, name, 'corpus.jsonl'), corpus ?? lines);
  writeFileSync(join(folder, name, 'queries.jsonl'), '{"_id": "q1", "text": "\\"graph\\" -search: what?"}\n');
  writeFileSync(join(folder, name, gradesPath), grades);
}

const run = (...args: string[]) =>
  runCommand(evalCommand, args, {
    async scratchDatabase(use) {
      const database = openDatabase({ address: ':memory:' });
      await migrate(database, fixedClock('2026-08-20T10:00:00Z'));
      return use(database).finally(() => database.destroy());
    },
  });
