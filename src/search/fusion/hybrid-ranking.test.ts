import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeIndexablePaper } from '../../../test/relevance/stored-papers.ts';
import { makeTestModel } from '../../../test/relevance/test-model.ts';
import { fixedClock } from '../../lib/clock.ts';
import type { Database } from '../../storage/database.ts';
import { migrate } from '../../storage/migrate.ts';
import { openDatabase } from '../../storage/open-database.ts';
import { openPaperEncoder, type PaperEncoder } from '../embedding/paper-encoder.ts';
import { markDeleted } from '../mark-deleted.ts';
import { createRanker } from '../rank-papers.ts';
import { buildSegment } from '../segments/build-segment.ts';
import type { IndexablePaper } from '../segments/indexable-paper.ts';
import { addEncodedSegment } from '../segments/segment-store.ts';
import { growRevision } from '../writer-lease.ts';
import { ALONE_SIMILARITY } from './meaning-bonus.ts';
import type { RankingMode } from './rank-by-words.ts';

let folder: string;
let modelPath: string;
let encoder: PaperEncoder;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offprint-test-'));
  modelPath = join(folder, 'model.bin');
  writeFileSync(modelPath, makeTestModel(['car automobile', 'cat dog', 'moon', 'star']));
  encoder = openPaperEncoder(modelPath);
});
afterAll(() => rmSync(folder, { recursive: true }));

let database: Database;
beforeEach(async () => {
  database = openDatabase({ address: ':memory:' });
  await migrate(database, fixedClock('2026-08-20T10:00:00Z'));
  return () => database.destroy();
});

const text = fc
  .array(fc.constantFrom('car', 'automobile', 'cat', 'dog', 'moon', 'star', 'unknown'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((words) => words.join(' '));
const papers = fc
  .array(text, { minLength: 1, maxLength: 25 })
  .map((all) => all.map((abstract, i) => makeIndexablePaper({ id: i + 1, abstract })));

test('a page is a part of one order, each paper in it once, by keywords and meaning added up', async () => {
  await fc.assert(
    fc.asyncProperty(papers, text, fc.integer({ min: 1, max: 9 }), async (all, query, size) => {
      await indexAnew(all, size);
      const { hits, total } = await rankerOf('hybrid').rank({ text: query, limit: 100 });
      const keyword = scoresOf((await rankerOf('bm25').rank({ text: query, limit: 100 })).hits);
      const dense = scoresOf((await rankerOf('dense').rank({ text: query, limit: 100 })).hits);

      const found = all.map(({ id }) => id).filter((id) => keyword.has(id) || isAlone(dense.get(id)));
      expect(hits.map(({ paperId }) => paperId).sort(byNumber)).toEqual(found);
      expect(total).toBe(found.length);
      // One factor for all: what a paper has more than its keyword score, for each degree of similarity.
      const factors = hits.flatMap(({ paperId, score }) => {
        const similarity = dense.get(paperId) ?? 0;
        return similarity > 0.1 ? [(score - (keyword.get(paperId) ?? 0)) / similarity] : [];
      });
      for (const factor of factors) expect(factor).toBeCloseTo(factors[0]!, 6);
      expect(await readPages(query, 3)).toEqual(hits);
    }),
    { numRuns: 60 },
  );
});

test('the answer is the same where the nearest papers are looked for on another thread', async () => {
  const ranker = createRanker(database, {
    modelPaths: [modelPath],
    threadFrom: { papers: 1, postingBytes: 1 },
  });
  await fc.assert(
    fc.asyncProperty(papers, text, fc.nat({ max: 3 }), async (all, query, deleted) => {
      await indexAnew(all, 9);
      await markDeleted(
        database,
        all.slice(0, deleted).map(({ id }) => id),
        new Map(),
      );
      await growRevision(database);
      for (const asked of [query, `${query} -moon`, `${query} -moon`]) {
        const answer = await ranker.rank({ text: asked, limit: 100 });
        expect(answer).toEqual(await rankerOf('hybrid').rank({ text: asked, limit: 100 }));
      }
    }),
    { numRuns: 30 },
  );
  await ranker.close();
});

test('similarity is that of the whole texts, but for the rounding', async () => {
  await indexAnew([makeIndexablePaper({ id: 1, abstract: 'car moon star' })], 5);
  const { hits } = await rankerOf('dense').rank({ text: 'moon', limit: 5 });
  const [paper, query] = ['car moon star', 'moon'].map((one) => encoder.encode(one));
  const cosine = paper!.reduce((sum, value, d) => sum + value * query![d]!, 0);
  expect(hits[0]?.score).toBeCloseTo(cosine, 2);
});

test('a query without a word that the model knows is one of keywords alone', async () => {
  await indexAnew([makeIndexablePaper({ id: 1, abstract: 'unknown' })], 5);
  const [hybrid, bm25] = ['hybrid', 'bm25'].map((mode) => rankerOf(mode as RankingMode));
  const query = { text: 'unknown', limit: 5 };
  expect(await hybrid!.rank(query)).toEqual(await bm25!.rank(query));
});

const rankerOf = (mode: RankingMode) => createRanker(database, { mode, modelPaths: [modelPath] });
const scoresOf = (hits: { paperId: number; score: number }[]) =>
  new Map(hits.map(({ paperId, score }) => [paperId, score]));
const isAlone = (similarity: number | undefined): boolean =>
  similarity !== undefined && similarity >= ALONE_SIMILARITY;
const byNumber = (a: number, b: number): number => a - b;

async function indexAnew(all: IndexablePaper[], size: number): Promise<void> {
  for (const table of ['search_segments', 'search_postings', 'search_vectors'] as const)
    await database.deleteFrom(table).execute();
  for (let start = 0; start < all.length; start += size)
    await addEncodedSegment(database, buildSegment(all.slice(start, start + size), encoder));
  await growRevision(database);
}

async function readPages(query: string, limit: number) {
  const pages: { paperId: number; score: number }[] = [];
  let cursor: string | undefined;
  do {
    const page = await rankerOf('hybrid').rank({ text: query, limit, ...(cursor && { cursor }) });
    pages.push(...page.hits);
    cursor = page.next ?? undefined;
  } while (cursor);
  return pages;
}
