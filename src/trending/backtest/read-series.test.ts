import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSeries } from './read-series.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offprint-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const day = (text: string): number => Date.parse(text);

function write(...lines: unknown[]): string {
  const path = join(folder, 'series.jsonl');
  writeFileSync(
    path,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return path;
}

test('reads dates and counts, plain or gzip, in order of time', async () => {
  const line = JSON.stringify({ id: 'a', dates: ['2026-08-02', '2026-08-01'], counts: [5, 3] });
  const path = join(folder, 'series.jsonl.gz');
  writeFileSync(path, gzipSync(line));
  const observations = [
    { atMs: day('2026-08-01'), count: 3 },
    { atMs: day('2026-08-02'), count: 5 },
  ];
  expect((await readSeries(path)).series).toEqual([{ id: 'a', observations }]);
  expect((await readSeries(write(line))).series).toEqual([{ id: 'a', observations }]);
});

test('knows the shapes of repositories, paper snapshots, stories and daily votes', async () => {
  const { series } = await readSeries(
    write(
      { repo: 'o/n', dates: ['2026-08-01'], stars: [1] },
      {
        paper_url: 'p',
        snapshots: [
          ['2026-08-01', -1],
          ['2026-08-02', 4],
        ],
      },
      { hn_id: 7, series: [[1_000, 3, 11, null]] },
      { '2026-08-01': [['x', 2]], '2026-08-03': [['x', 9]] },
    ),
  );
  expect(series).toEqual([
    { id: 'o/n', observations: [{ atMs: day('2026-08-01'), count: 1 }] },
    { id: 'p', observations: [{ atMs: day('2026-08-02'), count: 4 }] },
    { id: '7', observations: [{ atMs: 1_000_000, count: 3 }], endsFlat: true },
    {
      id: 'x',
      observations: [
        { atMs: day('2026-08-01'), count: 2 },
        { atMs: day('2026-08-03'), count: 9 },
      ],
    },
  ]);
});

test('a count that is missing is a missing day', async () => {
  const { series } = await readSeries(
    write({ id: 'a', dates: ['2026-08-01', '2026-08-02'], counts: [null, 2] }),
  );
  expect(series[0]!.observations).toEqual([{ atMs: day('2026-08-02'), count: 2 }]);
});

test('broken lines are passed over and reported with their number', async () => {
  const file = await readSeries(
    write(
      '{',
      { id: 'a', dates: ['2026-08-01'], counts: [1, 2] },
      { id: 'b', dates: ['2026-08-01'], counts: [1] },
      {},
    ),
  );
  expect(file.series.map(({ id }) => id)).toEqual(['b']);
  expect(file.problemCount).toBe(3);
  expect(file.problems.map((problem) => problem.slice(0, 7))).toEqual(['line 1:', 'line 2:', 'line 4:']);
});
