import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixedClock } from '../lib/clock.ts';
import type { Indexer } from '../search/indexer.ts';
import type { Database } from '../storage/database.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { importFiles, type ImportOptions, type ImportProgress, type ImportSummary } from './import-files.ts';

const clock = fixedClock('2026-08-20T10:00:00Z');
let folder: string;
let database: Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'offprint-import-'));
  database = await openMigrated();
});

afterEach(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});

async function openMigrated(): Promise<Database> {
  const opened = openDatabase({ address: ':memory:' });
  await migrate(opened, clock);
  return opened;
}

/** Indexing has its own tests; here nothing is waited for. */
const idleIndexer: Indexer = { indexPending: async () => 0, finish: async () => 0, close: async () => {} };

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function run(paths: string[], options: Partial<ImportOptions> = {}): Promise<ImportSummary> {
  return importFiles({ database, indexer: idleIndexer, clock, paths, ...options });
}

function paperLine(number: number, more: object = {}): string {
  const id = `arxiv:2401.${String(number).padStart(5, '0')}`;
  return `${JSON.stringify({ id, title: `Paper ${number} of many`, abstract: 'Words.', authors: ['Ann Example'], published: '2024-01-02', ...more })}\n`;
}

function paperLines(count: number): string {
  return Array.from({ length: count }, (_, index) => paperLine(index + 1)).join('');
}

async function dump(from: Database): Promise<unknown> {
  return {
    papers: await from.selectFrom('papers').selectAll().orderBy('public_id').execute(),
    records: await from.selectFrom('records').selectAll().orderBy('source_id').execute(),
  };
}

test('stores the papers of several files, plain and packed, whatever their names', async () => {
  const plain = write('one.txt', paperLines(2));
  const packed = write('two.dat', gzipSync(paperLine(3) + paperLine(4)));
  const members = write('three.gz', Buffer.concat([gzipSync(paperLine(5)), gzipSync(paperLine(6))]));
  expect(await run([plain, packed, members])).toMatchObject({
    fileCount: 3,
    readCount: 6,
    newCount: 6,
    brokenCount: 0,
  });
  const { count } = await database
    .selectFrom('papers')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(count).toBe(6);
});

test('imported again, nothing changes', async () => {
  const path = write('papers.jsonl', paperLines(50));
  await run([path]);
  const before = await dump(database);
  clock.advance(1000);
  expect(await run([path])).toMatchObject({ readCount: 50, newCount: 0, changedCount: 0, sameCount: 50 });
  expect(await dump(database)).toEqual(before);
});

test('a folder is searched through in order, hidden files and links passed over', async () => {
  mkdirSync(join(folder, 'inner'));
  write('b.jsonl', paperLine(1));
  write('.hidden.jsonl', paperLine(2));
  write('inner/a.jsonl', paperLine(3));
  write('README.md', '# Only words\n');
  const summary = await run([folder]);
  expect(summary).toMatchObject({ fileCount: 3, newCount: 2, failures: [] });
  expect(summary.passedOver).toEqual([join(folder, 'README.md')]);
});

test('a broken record is passed over and reported with file, line and reason', async () => {
  const path = write(
    'papers.jsonl',
    `${paperLine(1)}{"title": broken\n\n[1]\n${paperLine(2, { title: '' })}${paperLine(3)}`,
  );
  const summary = await run([path]);
  expect(summary).toMatchObject({ readCount: 5, newCount: 2, brokenCount: 3, failures: [] });
  expect(summary.problems).toEqual([
    { file: path, line: 2, reason: 'it is not JSON' },
    { file: path, line: 4, reason: 'it is not a JSON object' },
    { file: path, line: 5, reason: 'it has no title' },
  ]);
});

test('of many broken records the first hundred are kept and all are counted', async () => {
  const summary = await run([write('papers.jsonl', paperLine(1) + '{broken\n'.repeat(250))]);
  expect(summary.brokenCount).toBe(250);
  expect(summary.problems).toHaveLength(100);
});

test('bytes that are no UTF-8 break their record alone', async () => {
  const path = write(
    'papers.jsonl',
    Buffer.concat([
      Buffer.from(paperLine(1)),
      Buffer.from(paperLine(2, { title: 'Caf\xe9' }), 'latin1'),
      Buffer.from(paperLine(3)),
    ]),
  );
  const summary = await run([path]);
  expect(summary).toMatchObject({ newCount: 2, brokenCount: 1 });
  expect(summary.problems[0]).toMatchObject({
    line: 2,
    reason: expect.stringContaining('not UTF-8') as string,
  });
});

test('of a packed file that is cut off, everything before that is stored, and the next file is read', async () => {
  const varied = Array.from({ length: 3000 }, (_, index) =>
    paperLine(index + 1, { comments: `${(index * 7919) % 99991}` }),
  );
  const packed = gzipSync(varied.join(''));
  const cut = write('cut.jsonl.gz', packed.subarray(0, packed.length - 2000));
  const whole = write('whole.jsonl', paperLine(9000));
  const summary = await run([cut, whole]);
  expect(summary.failures).toEqual([
    { file: cut, reason: 'ends too early (the gzip data is cut off); fetch it again' },
  ]);
  expect(summary.newCount).toBeGreaterThan(1500);
  expect(summary.newCount).toBeLessThan(3001);
  expect(
    await database.selectFrom('papers').select('id').where('public_id', '=', 'arxiv:2401.09000').execute(),
  ).toHaveLength(1);
});

test.each([
  ['a binary file', Buffer.from([1, 2, 0, 3, 4]), 'is a binary file'],
  ['UTF-16', Buffer.from('\ufeff{"title": "x"}', 'utf16le'), 'is UTF-16 text; convert it'],
  ['a ZIP archive', Buffer.from('PK\x03\x04....'), 'is a ZIP archive; unpack it'],
  ['a packed binary file', gzipSync(Buffer.from([0, 1, 2])), 'is a binary file'],
  ['an empty file', Buffer.from(''), 'is empty'],
  ['a packed empty file', gzipSync(''), 'is empty'],
  [
    'only words',
    Buffer.from('Dear reader,\n'),
    'is in none of the formats that Offprint imports (arXiv snapshot, ',
  ],
  ['other JSON lines', Buffer.from('{"day": "2024-01-01", "votes": 3}\n'), 'is in none of the formats'],
])('%s is refused in words', async (_, content, reason) => {
  const path = write('given', content);
  const summary = await run([path]);
  expect(summary.failures).toEqual([{ file: path, reason: expect.stringContaining(reason) as string }]);
});

test('a path that does not exist stops the import before it begins', async () => {
  const path = write('papers.jsonl', paperLine(1));
  await expect(run([path, join(folder, 'absent')])).rejects.toThrow(
    `there is no file or folder ${join(folder, 'absent')}`,
  );
  expect(await database.selectFrom('papers').select('id').execute()).toEqual([]);
});

test('a line of many megabytes is reported and passed over', async () => {
  const huge = `{"title": "${'x'.repeat(17 * 1024 * 1024)}"}\n`;
  const summary = await run([write('papers.jsonl.gz', gzipSync(paperLine(1) + huge + paperLine(2)))]);
  expect(summary).toMatchObject({ newCount: 2, brokenCount: 1 });
  expect(summary.problems[0]).toMatchObject({
    line: 2,
    reason: expect.stringContaining('longer than') as string,
  });
});

test('tells how far it is, up to the whole', async () => {
  const seen: ImportProgress[] = [];
  const path = write('papers.jsonl', paperLines(2500));
  await run([path], { onProgress: (progress) => seen.push(progress) });
  expect(seen.map(({ recordCount }) => recordCount)).toEqual([1000, 2000, 2500, 2500]);
  expect(seen.map(({ file }) => file)).toEqual([path, path, path, null]);
  expect(seen.at(-1)).toMatchObject({ readBytes: seen[0]?.totalBytes, totalBytes: paperLines(2500).length });
});

test('ended after any batch and run again, it comes to the same end', async () => {
  const path = write(
    'papers.jsonl',
    paperLines(3500) + paperLine(7, { id: 'arxiv:2401.00007v2', title: 'Paper 7, much better' }),
  );
  await run([path]);
  const unbroken = await dump(database);
  for (const batches of [1, 2, 3]) {
    const again = await openMigrated();
    const stop = new AbortController();
    let seen = 0;
    const onProgress = (): void => {
      seen += 1;
      if (seen === batches) stop.abort(new Error('ended'));
    };
    await expect(run([path], { database: again, onProgress, signal: stop.signal })).rejects.toThrow('ended');
    await run([path], { database: again });
    expect(await dump(again)).toEqual(unbroken);
    await again.destroy();
  }
});

test('a newer version that comes before the older one stays', async () => {
  const newer = paperLine(1, {
    id: 'arxiv:2401.00001v2',
    title: 'The better title of it',
  });
  await run([
    write('papers.jsonl', newer + paperLine(1, { id: 'arxiv:2401.00001v1', title: 'The first title of it' })),
  ]);
  const { title } = await database.selectFrom('papers').select('title').executeTakeFirstOrThrow();
  expect(title).toBe('The better title of it');
});
