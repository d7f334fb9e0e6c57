import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { fixedClock } from '../lib/clock.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { countByDay, newestListedDay, previousAndNextDay } from './listed-days.ts';
import { countPapersListedOn, listPapersListedOn } from './listed-papers.ts';
import { loadRelatedRecords } from './load-related-records.ts';
import { listMerges } from './paper-merges.ts';
import { findPaperByPublicId, listPapersByIds } from './paper-store.ts';
import { saveRecords } from './save-records.ts';
import { undoMerge } from './undo-merge.ts';
import type { Database } from '../storage/database.ts';
import type { CompiledQuery } from 'kysely';

const plain = openDatabase({ address: ':memory:' });
afterEach(() => plain.destroy());

test('no query reads a whole table', async () => {
  await migrate(plain, fixedClock('2026-08-20T10:00:00Z'));
  const asked: CompiledQuery[] = [];
  const database = plain.withPlugin({
    transformQuery: ({ node }) => {
      asked.push(plain.getExecutor().compileQuery(node, { queryId: 'plan' }));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await askEverything(database);

  expect(asked.length).toBeGreaterThan(25);
  for (const { sql: text, parameters } of asked) {
    if (text.startsWith('insert')) continue;
    const plan = await plain.executeQuery<{ detail: string }>({
      ...sql.raw(`explain query plan ${text}`).compile(plain),
      parameters,
    });
    const scans = plan.rows
      .map((row) => row.detail)
      .filter((detail) => /^(SCAN|USE TEMP B-TREE)/.test(detail));
    expect(
      scans.filter((detail) => !isFine(detail, text)),
      text,
    ).toEqual([]);
  }
});

/** In the order of an index and with a limit, or counting the days of a period in that order. */
function isFine(detail: string, text: string): boolean {
  if (/^SCAN (papers|paper_merges)( USING COVERING INDEX papers_listed_on)?$/.test(detail))
    return text.includes(' limit ');
  // The few papers that a person separated in spite of a common identifier.
  return detail === 'USE TEMP B-TREE FOR ORDER BY' && text.includes('"record_identifiers"');
}

async function askEverything(database: Database): Promise<void> {
  const savedAt = '2026-08-20T10:00:00.000Z';
  const record = (sourceId: string) => ({
    source: 'bibtex',
    sourceId,
    doi: '10.1000/x',
    title: 'A telling title of some length',
    authors: ['Ann Author'],
    publishedOn: '2024-01-01',
  });
  const { changedPaperIds } = await saveRecords(database, [record('a')], { savedAt });
  await saveRecords(database, [record('b'), { ...record('a'), comment: 'Corrected.' }], { savedAt });
  const { merges } = await listMerges(database, { limit: 10, cursor: '100' });
  await undoMerge(database, merges[0]?.id ?? 0, { undoneAt: savedAt });
  await loadRelatedRecords(database, { recordIds: [1], identifiers: [], titleKeys: [] });
  await findPaperByPublicId(database, 'doi:10.1000/x');
  await findPaperByPublicId(database, 'doi:10.1000/y');
  await listPapersByIds(database, changedPaperIds);
  const period = { from: '2024-01-01', to: '2024-01-08' };
  await listPapersListedOn(database, { ...period, limit: 10, cursor: '2024-01-02~5', category: 'cs.CL' });
  await countPapersListedOn(database, period);
  await newestListedDay(database, { notAfter: '2024-01-05' });
  await newestListedDay(database);
  await previousAndNextDay(database, '2024-01-05');
  await countByDay(database, period);
}
