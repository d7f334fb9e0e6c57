import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Config } from '../config.ts';
import { runCommand } from '../../test/support/run-command.ts';
import { storeForTest } from '../../test/relevance/stored-papers.ts';
import { makeTestModel } from '../../test/relevance/test-model.ts';
import { fixedClock } from '../lib/clock.ts';
import { loadEmbeddingModel } from '../search/embedding/embedding-model.ts';
import { openPaperEncoder } from '../search/embedding/paper-encoder.ts';
import { createIndexer } from '../search/indexer.ts';
import { createSegmentBuilder } from '../search/segments/segment-builder.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { WrongUseError } from './command.ts';
import { modelCommand } from './model-command.ts';

const clock = fixedClock('2026-08-20T10:00:00Z');
const topics = ['graph nodes edges', 'protein folding cells', 'quantum spin lattice'];

async function openCollection(count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-test-'));
  const modelPath = join(folder, 'first.bin');
  writeFileSync(modelPath, makeTestModel(['graph nodes', 'protein']));
  const database = openDatabase({ address: ':memory:' });
  await migrate(database, clock);
  const papers = Array.from({ length: count }, (_, i) => {
    const topic = topics[i % topics.length]!;
    const abstract = `${`We study ${topic} with a method number${i} and results. `.repeat(4)}`;
    return { id: i + 1, title: `On ${topic} ${i}`, abstract, categories: [`field.${i % 3}`] };
  });
  await storeForTest(database, papers);
  const indexer = createIndexer(database, { clock, builder: createSegmentBuilder({ modelPath }) });
  await indexer.finish();
  await indexer.close();
  onTestFinished(async () => {
    await database.destroy();
    rmSync(folder, { recursive: true });
  });
  const run = async (args: string[], signal = new AbortController().signal) => {
    const config = { dataDir: folder, embeddingsUrl: '', embeddingsModel: '' } as Config;
    return runCommand(modelCommand, args, {
      ...{ clock, signal, modelPath, config },
      database: async () => database,
      embedding: async () => loadEmbeddingModel(readFileSync(modelPath)),
    });
  };
  return { folder, modelPath, run };
}

test('shows the model in use and how many papers are encoded with it', async () => {
  const { run, modelPath } = await openCollection(4);
  const { stdout } = await run(['show']);
  expect(stdout).toContain(modelPath);
  expect(stdout).toContain(`4 of 4 papers are encoded by ${openPaperEncoder(modelPath).model}`);
  expect(JSON.parse((await run(['show', '--json'])).stdout)).toMatchObject({ dims: 64, words: 3, papers: 4 });
});

test('trains on the stored papers, on from the model in use or from nothing, and writes a model', async () => {
  const { run, folder } = await openCollection(90);
  const { code, stdout } = await run(['train', '--steps', '30']);
  expect(code).toBe(0);
  expect(stdout).toContain(`OFFPRINT_MODEL=${join(folder, 'model.bin')}`);
  const encoder = openPaperEncoder(join(folder, 'model.bin'));
  expect(encoder.dims).toBe(64);
  expect(encoder.knowsWord('protein')).toBe(true);
  const other = join(folder, 'other.bin');
  expect((await run(['train', '--from-scratch', '--steps', '2', '--out', other])).code).toBe(0);
  expect(openPaperEncoder(other).dims).toBe(256);
});

test('writes nothing when it is ended early, or has too little to learn from', async () => {
  const { run, folder } = await openCollection(90);
  const ended = new AbortController();
  ended.abort();
  await expect(run(['train'], ended.signal)).rejects.toThrow('nothing was written');
  expect(existsSync(join(folder, 'model.bin'))).toBe(false);
  await expect((await openCollection(10)).run(['train'])).rejects.toThrow('at least 64');
  await expect(run(['improve'])).rejects.toThrow(WrongUseError);
});
