import { expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import type { PaperId } from '../papers/identifiers.ts';
import { listMerges } from '../papers/paper-merges.ts';
import type { PaperRecord } from '../papers/paper.ts';
import { saveRecords } from '../papers/save-records.ts';
import { undoMerge } from '../papers/undo-merge.ts';
import type { Database } from '../storage/database.ts';
import { recordSignals } from './record-signals.ts';

const savedAt = '2026-08-20T10:00:00.000Z';

const record = (arxivId: string, rest: Partial<PaperRecord> = {}): PaperRecord => ({
  source: 'arxiv',
  sourceId: arxivId,
  arxivId,
  title: `A telling title of ${arxivId}`,
  authors: ['Ann Author'],
  publishedOn: '2026-08-01',
  ...rest,
});
const published: PaperRecord = record('2608.00002', {
  source: 'crossref',
  sourceId: '10.1000/x',
  doi: '10.1000/x',
  title: 'Another title altogether of the same',
});
delete published.arxivId;

const save = (database: Database, ...records: PaperRecord[]) => saveRecords(database, records, { savedAt });

async function idOf(database: Database, publicId: string): Promise<PaperId> {
  const row = await database
    .selectFrom('papers')
    .select('id')
    .where('public_id', '=', publicId)
    .executeTakeFirstOrThrow();
  return row.id as PaperId;
}

const star = (paperId: PaperId, place: string, day: number, count: number) => ({
  paperId,
  signal: `stars:github.com/${place}`,
  observedAt: `2026-08-${day}T12:00:00Z`,
  count,
});

const readSeries = (database: Database) =>
  database
    .selectFrom('signal_series')
    .select(['paper_id', 'signal', 'newest_count', 'shared_by'])
    .orderBy('id')
    .execute();

forEachDatabase('signals of papers that merge', (open) => {
  test('go with the paper, and return when the merge is undone', async () => {
    const database = await open();
    await save(database, record('2608.00001'), published);
    const [preprint, proceedings] = [
      await idOf(database, 'arxiv:2608.00001'),
      await idOf(database, 'doi:10.1000/x'),
    ];
    await recordSignals(database, [
      star(preprint, 'a/common', 18, 10),
      star(proceedings, 'a/common', 19, 12),
      star(proceedings, 'a/own', 19, 7),
      { paperId: proceedings, signal: 'citations', observedAt: '2026-08-19T12:00:00Z', count: 3 },
    ]);
    const apart = await readSeries(database);
    expect(apart.map(({ shared_by }) => shared_by)).toEqual([2, 2, 1, 1]);

    await save(database, record('2608.00001', { doi: '10.1000/x' }));
    const together = await readSeries(database);
    expect(together.map(({ paper_id }) => paper_id)).toEqual([preprint, preprint, preprint, preprint]);
    expect(together.map(({ shared_by }) => shared_by)).toEqual([1, 1, 1, 1]);
    await recordSignals(database, [star(preprint, 'a/common', 20, 15)]);
    expect(await readSeries(database)).toHaveLength(4);

    const { merges } = await listMerges(database, { limit: 1 });
    await undoMerge(database, merges[0]!.id, { undoneAt: '2026-08-21T10:00:00.000Z' });
    const papers = await database.selectFrom('papers').selectAll().orderBy('id').execute();
    expect(papers).toHaveLength(2);
    const other = papers.find(({ id }) => id !== preprint)!.id;
    const again = await readSeries(database);
    expect(again.map(({ shared_by }) => shared_by)).toEqual([2, 2, 1, 1]);
    expect(again.map(({ paper_id }) => paper_id)).toEqual([preprint, other, other, other]);
  });
});
