import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createSeededRandom } from '../../src/search/embedding/seeded-random.ts';

/**
 * Makes judged readers for `bin/offprint eval-recommend` out of a stream of listed papers: a reader is an author, her
 * profile what she wrote before a day, relevant what she wrote after it, hidden among papers that others wrote then.
 *
 *     npx tsx bench/recommend/make-users.ts PAPERS.jsonl.gz USERS.jsonl [--users 300] [--pool 1000]
 */
interface ListedPaper {
  id: string;
  authors: string[];
  listed: string;
}

const [papersPath, usersPath, userCount = '300', poolSize = '1000'] = process.argv.slice(2);
if (!papersPath || !usersPath) {
  console.error('usage: npx tsx bench/recommend/make-users.ts PAPERS.jsonl.gz USERS.jsonl [USERS] [POOL]');
  process.exit(2);
}

const random = createSeededRandom(7);
const papers = gunzipSync(readFileSync(papersPath))
  .toString('utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as ListedPaper);
const split = papers[Math.floor(papers.length * 0.8)]!.listed;
const before = papers.filter(({ listed }) => listed < split);
const after = papers.filter(({ listed }) => listed >= split);
const byAuthor = new Map<string, { profile: string[]; relevant: string[] }>();
for (const { id, authors, listed } of papers) {
  // Long lists of authors say little of what one of them does.
  if (authors.length > 12) continue;
  for (const author of authors) {
    const own = byAuthor.get(author) ?? { profile: [], relevant: [] };
    (listed < split ? own.profile : own.relevant).push(id);
    byAuthor.set(author, own);
  }
}
const users = [...byAuthor].filter(
  ([, { profile, relevant }]) =>
    profile.length >= 5 && profile.length <= 40 && relevant.length >= 2 && relevant.length <= 15,
);
shuffle(users);
const lines = users.slice(0, Number(userCount)).map(([user, { profile, relevant }]) => {
  const pool = new Set(relevant);
  while (pool.size < Number(poolSize)) pool.add(after[random.integer(after.length)]!.id);
  const ids = [...pool];
  shuffle(ids);
  return JSON.stringify({ user, profile, pool: ids, relevant });
});
writeFileSync(usersPath, `${lines.join('\n')}\n`);
console.log(
  `${lines.length} readers of ${users.length}; split at ${split}, ${before.length} papers before it`,
);

function shuffle(values: unknown[]): void {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = random.integer(last + 1);
    [values[last], values[other]] = [values[other], values[last]];
  }
}
