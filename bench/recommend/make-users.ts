import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createSeededRandom } from '../../src/search/embedding/seeded-random.ts';

/**
 * Makes judged readers for `bin/offprint eval-recommend` out of a stream of listed papers: a reader is an author, her
 * profile the 8 to 40 papers that she wrote before a month, relevant what she wrote in it, among all papers of that month
 * (or POOL of them). Names are not in what is ranked. Readers with an even number go into USERS.jsonl, to tune on; the
 * others into USERS.jsonl.held-out, to report on.
 *
 *     npx tsx bench/recommend/make-users.ts PAPERS.jsonl.gz USERS.jsonl [USERS] [POOL] [MONTH]
 */
interface ListedPaper {
  id: string;
  authors: string[];
  listed: string;
}

const [papersPath, usersPath, userCount = '300', poolSize = '3980', month = '2026-06'] =
  process.argv.slice(2);
if (!papersPath || !usersPath) {
  console.error(
    'usage: npx tsx bench/recommend/make-users.ts PAPERS.jsonl.gz USERS.jsonl [USERS] [POOL] [MONTH]',
  );
  process.exit(2);
}

const random = createSeededRandom(7);
const papers = gunzipSync(readFileSync(papersPath))
  .toString('utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as ListedPaper);
const inMonth = papers.filter(({ listed }) => listed.startsWith(month));
shuffle(inMonth);
const after = inMonth.slice(0, Number(poolSize));
const inPool = new Set(after.map(({ id }) => id));
const byAuthor = new Map<string, { profile: string[]; relevant: string[] }>();
for (const { id, authors, listed } of papers) {
  // Long lists of authors say little of what one of them does.
  if (authors.length > 12) continue;
  for (const author of authors) {
    const own = byAuthor.get(author) ?? { profile: [], relevant: [] };
    if (listed < month) own.profile.push(id);
    else if (inPool.has(id)) own.relevant.push(id);
    byAuthor.set(author, own);
  }
}
const users = [...byAuthor].filter(
  ([, { profile, relevant }]) => profile.length >= 8 && profile.length <= 40 && relevant.length >= 1,
);
shuffle(users);
const pool = after.map(({ id }) => id);
const lines = users
  .slice(0, Number(userCount))
  .map(([user, own]) => JSON.stringify({ user, profile: own.profile, pool, relevant: own.relevant }));
for (const [rest, path] of [usersPath, `${usersPath}.held-out`].entries()) {
  const own = lines.filter((_, number) => number % 2 === rest);
  writeFileSync(path, `${own.join('\n')}\n`);
  console.log(`${path}: ${own.length} readers of ${users.length}, each with a pool of ${pool.length}`);
}

function shuffle(values: unknown[]): void {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = random.integer(last + 1);
    [values[last], values[other]] = [values[other], values[last]];
  }
}
