import { expect, test } from 'vitest';
import { createProgress, formatDuration } from './progress.ts';

function show(options: { isTTY?: boolean; columns?: number }): {
  lines: string[];
  at(ms: number, state: { done: number; total: number; count: number }): void;
  end(): void;
} {
  const lines: string[] = [];
  let nowMs = 1_000;
  const output = { write: (text: string) => void lines.push(text), ...options };
  const progress = createProgress({ output, unit: 'papers', monotonicMs: () => nowMs });
  return {
    lines,
    at(ms, state) {
      nowMs = 1_000 + ms;
      progress.update(state);
    },
    end: () => progress.end(),
  };
}

test('a terminal gets one line that is redrawn, not too often', () => {
  const { lines, at, end } = show({ isTTY: true, columns: 80 });
  at(0, { done: 0, total: 100, count: 0 });
  at(50, { done: 10, total: 100, count: 100 });
  at(10_000, { done: 25, total: 100, count: 30_000 });
  end();
  expect(lines).toEqual([
    `\r\x1b[K[${' '.repeat(40)}] 0 %, 0 papers`,
    `\r\x1b[K[${'='.repeat(9)}${' '.repeat(28)}] 25 %, 30,000 papers, 3,000/s, 0:30 left`,
    '\n',
  ]);
});

test('a narrow terminal gets no line longer than itself', () => {
  const { lines, at } = show({ isTTY: true, columns: 30 });
  at(10_000, { done: 25, total: 100, count: 30_000 });
  expect(lines[0]?.replace('\r\x1b[K', '')).toHaveLength(29);
});

test('what is no terminal gets a plain line every five seconds', () => {
  const { lines, at, end } = show({});
  at(4_000, { done: 5, total: 100, count: 10 });
  at(5_000, { done: 10, total: 100, count: 1_000 });
  at(7_000, { done: 20, total: 100, count: 2_000 });
  at(10_000, { done: 50, total: 100, count: 5_000 });
  end();
  expect(lines).toEqual(['10 %, 1,000 papers, 200/s, 0:45 left\n', '50 %, 5,000 papers, 500/s, 0:10 left\n']);
});

test.each([
  [0.4, '0:00'],
  [67, '1:07'],
  [3723, '1:02:03'],
])('%d seconds are %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
