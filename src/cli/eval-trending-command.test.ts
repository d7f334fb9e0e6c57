import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../../test/support/run-command.ts';
import { evalTrendingCommand } from './eval-trending-command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offprint-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const day = (index: number): string => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);

/** Six series that grow by 1 to 6 a day for so many days; those that grow most may begin lowest. */
function writeSeries(days: number, { head = 0 } = {}): string {
  const lines = [1, 2, 3, 4, 5, 6].map((perDay) => ({
    id: `series ${perDay}`,
    dates: Array.from({ length: days }, (_, index) => day(index)),
    counts: Array.from({ length: days }, (_, index) => 100 + head * (6 - perDay) + perDay * index),
  }));
  const path = join(folder, `${days}.jsonl`);
  writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'));
  return path;
}

const run = (...args: string[]) => runCommand(evalTrendingCommand, args, {});

test('prints one table a file with every formula before and after the middle', async () => {
  const { code, stdout } = await run(writeSeries(60), '--every', '2');
  expect(code).toBe(0);
  expect(stdout).toMatch(/60\.jsonl: 6 series, \d+ dates/);
  for (const name of [
    'Offprint',
    'total count',
    'last-day delta',
    'count per hour',
    'exponential average 0.3',
  ]) {
    expect(stdout).toContain(`\n${name} `);
  }
  for (const name of ['Hacker News', 'Reddit hot', 'ResearchHub']) expect(stdout).toContain(`\n${name} `);
});

test('prints the figures as JSON', async () => {
  const { stdout } = await run(writeSeries(60), '--json');
  const { formulas } = JSON.parse(stdout) as { formulas: { name: string; secondHalf: { ndcg: number } }[] };
  expect(formulas[0]!.name).toBe('Offprint');
  expect(formulas[0]!.secondHalf.ndcg).toBeCloseTo(1, 2);
});

test('of several files the mean of each formula is printed last, each file of the same weight', async () => {
  const [even, ahead] = [writeSeries(60), writeSeries(80, { head: 1_000 })];
  const { stdout } = await run(even, ahead, '--json');
  type Report = { formulas: { name: string; secondHalf: { ndcg: number } }[] };
  const [first, second, last] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Report & { mean?: Report });
  const totalOf = ({ formulas }: Report): number =>
    formulas.find(({ name }) => name === 'total count')!.secondHalf.ndcg;
  expect(totalOf(first!)).not.toBe(totalOf(second!));
  expect(totalOf(last!.mean!)).toBeCloseTo((totalOf(first!) + totalOf(second!)) / 2, 12);
  expect((await run(even, ahead)).stdout).toContain('Mean of the 2 files');
  expect((await run(even)).stdout).not.toContain('Mean');
});

test('a file that judges nothing or is not there is a failure, told in a sentence, and the others go on', async () => {
  const { code, stdout, stderr } = await run(writeSeries(5), join(folder, 'absent'), writeSeries(60));
  expect(code).toBe(1);
  expect(stderr).toMatch(/5\.jsonl: no two dates with enough series/);
  expect(stderr).toMatch(/absent: /);
  expect(stdout).toContain('60.jsonl');
});

test('needs a file and sensible numbers', async () => {
  await expect(run()).rejects.toThrow('eval-trending needs a FILE');
  await expect(run('x', '--every', '0')).rejects.toThrow(/--every must be a whole number/);
});
