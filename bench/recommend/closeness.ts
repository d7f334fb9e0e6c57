import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { openInterestRanker } from '../../src/digests/ranking/open-interest-ranker.ts';
import { packPapers } from '../../src/digests/ranking/packed-papers.ts';
import { readJudgedReaders } from '../../src/digests/ranking/read-judged-readers.ts';
import { remember } from '../../src/lib/remember.ts';
import { findPaperByPublicId } from '../../src/papers/paper-store.ts';
import { loadEmbeddingModel } from '../../src/search/embedding/embedding-model.ts';
import { openDatabase } from '../../src/storage/open-database.ts';

/**
 * What the thresholds of closeness (`MIN_SCORES`) let through: for shares of the papers that readers did not want, the
 * score that so many of them exceed, and how many of the wanted ones do. USERS.jsonl: the half to tune on that make-users.ts
 * writes, every reader with the same pool.
 *
 *     npx tsx bench/recommend/closeness.ts USERS.jsonl DATABASE
 */
const [usersPath = '', address = ''] = process.argv.slice(2);
const database = openDatabase({ address });
const model = resolve(import.meta.dirname, '../../models/offprint-words-256.bin');
const ranker = await openInterestRanker(database, loadEmbeddingModel(readFileSync(model)));
const readers = await readJudgedReaders(usersPath, console.error);
const featuresOf = remember(
  async (id: string) => {
    const paper = await findPaperByPublicId(database, id);
    return paper && ranker.featuresOf(paper);
  },
  { keyOf: (id) => id, maxCount: 50_000 },
);
const known = async (ids: string[]) => {
  const all = await Promise.all(ids.map(featuresOf));
  return all.flatMap((features, at) => (features ? [{ id: ids[at]!, features }] : []));
};
const pool = await known(readers[0]?.pool ?? []);
const packed = packPapers(pool.map(({ features }) => features));
const wanted: number[] = [];
const others: number[] = [];
for (const { profile, relevant } of readers) {
  const liked = (await known(profile)).map(({ features }) => features);
  if (liked.length === 0) continue;
  const scores = ranker.score(ranker.learn({ liked, disliked: [] }), packed);
  for (const [at, { id }] of pool.entries()) (relevant.includes(id) ? wanted : others).push(scores[at]!);
}
const sorted = Float32Array.from(others).sort().reverse();
console.log(`${readers.length} readers, a pool of ${pool.length}\nof others   score   of wanted`);
for (const percent of [0.25, 0.5, 1, 2, 3, 5, 8, 10]) {
  const score = sorted[Math.floor((percent / 100) * sorted.length)] ?? 0;
  const kept = wanted.filter((value) => value > score).length / wanted.length;
  console.log(
    `${`${percent} %`.padStart(8)}${score.toFixed(2).padStart(9)}${(100 * kept).toFixed(0).padStart(9)} %`,
  );
}
await database.destroy();
