import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newDataDir, runCommand, startProgram } from '../support/program.ts';

const PAPERS = 4_000;
/** Search need not know in the same instant what is stored; the goal is 2 s, and CI machines are slow. */
const MAX_WAIT_MS = 10_000;

test('two programs answer searches while a third imports, each with no less than before, and in the end with all', async () => {
  const folder = newDataDir();
  const env = { OFFPRINT_DATA_DIR: folder };
  const readers = [await startProgram(env), await startProgram(env)];
  const file = join(folder, 'papers.jsonl');
  writeFileSync(file, linesOf(PAPERS));

  const importing = runCommand(['import', file], { env });
  let isOver = false;
  void importing.finally(() => (isOver = true));
  const totals = readers.map((): number[] => []);
  while (!isOver) {
    await Promise.all(
      readers.map(async ({ address }, reader) => {
        const answer = await search(address);
        expect(answer.hits.every((title) => title.includes('walrus'))).toBe(true);
        totals[reader]!.push(answer.total);
      }),
    );
  }
  expect((await importing).code).toBe(0);
  for (const seen of totals) {
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  }
  const deadlineMs = Date.now() + MAX_WAIT_MS;
  for (const { address } of readers) {
    let { total } = await search(address);
    while (total < PAPERS && Date.now() < deadlineMs) ({ total } = await search(address));
    expect(total).toBe(PAPERS);
  }
}, 120_000);

async function search(address: string): Promise<{ total: number; hits: string[] }> {
  const response = await fetch(`${address}/api/v1/search?q=walrus&limit=5`);
  expect(response.status).toBe(200);
  const { total, hits } = (await response.json()) as { total: number; hits: { paper: { title: string } }[] };
  return { total, hits: hits.map(({ paper }) => paper.title) };
}

function linesOf(count: number): string {
  return Array.from({ length: count }, (_, i) =>
    JSON.stringify({
      id: `arxiv:2608.${String(i + 1).padStart(5, '0')}`,
      title: `The walrus of day ${i}`,
      abstract: `It was seen ${i % 97} times beside ${i % 89} others, and measured.`,
      authors: [`Observer ${i % 211}`],
      published: '2026-08-19',
      categories: ['q-bio.PE'],
    }),
  ).join('\n');
}
