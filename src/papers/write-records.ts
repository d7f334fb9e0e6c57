import type { Database } from '../storage/database.ts';
import type { AssignedPaper } from './assign-papers.ts';
import { chunksOf } from './chunks.ts';
import type { PaperId } from './identifiers.ts';
import { recordKey, type SavedRecord } from './saved-record.ts';

/** Stores what is new of the papers' records: themselves, their content, their keys, the paper they belong to. */
export async function writeRecords(
  transaction: Database,
  papers: readonly AssignedPaper[],
  savedAt: string,
): Promise<void> {
  const fresh: NewRecord[] = [];
  const stored: { record: SavedRecord; paperId: PaperId }[] = [];
  for (const { id, records } of papers) {
    if (id === undefined) throw new Error('papers: a paper was not stored before its records');
    for (const record of records) {
      if (record.recordId === undefined) fresh.push(toRow(record, id, savedAt));
      else stored.push({ record, paperId: id });
    }
  }
  for (const { record, paperId } of stored) await updateRecord(transaction, record, paperId, savedAt);
  await insertRecords(transaction, papers, fresh);
  await insertKeys(transaction, papers);
}

type NewRecord = ReturnType<typeof toRow>;

function toRow(record: SavedRecord, paperId: PaperId, savedAt: string) {
  return {
    source: record.content.source,
    source_id: record.content.sourceId,
    paper_id: paperId as number,
    content_hash: record.newContent?.hash ?? '',
    content: record.newContent?.json ?? '',
    saved_at: savedAt,
  };
}

async function updateRecord(
  transaction: Database,
  record: SavedRecord,
  paperId: PaperId,
  savedAt: string,
): Promise<void> {
  if (record.newContent) {
    await transaction
      .updateTable('records')
      .set(toRow(record, paperId, savedAt))
      .where('id', '=', record.recordId ?? 0)
      .execute();
  } else if (record.paperId !== paperId) {
    await transaction
      .updateTable('records')
      .set({ paper_id: paperId })
      .where('id', '=', record.recordId ?? 0)
      .execute();
  }
}

async function insertRecords(
  transaction: Database,
  papers: readonly AssignedPaper[],
  rows: readonly NewRecord[],
): Promise<void> {
  const ids = new Map<string, number>();
  for (const chunk of chunksOf(rows)) {
    const inserted = await transaction
      .insertInto('records')
      .values(chunk)
      .returning(['id', 'source', 'source_id'])
      .execute();
    for (const row of inserted) ids.set(recordKey({ source: row.source, sourceId: row.source_id }), row.id);
  }
  for (const { records } of papers) {
    for (const record of records) record.recordId ??= ids.get(record.key);
  }
}

async function insertKeys(transaction: Database, papers: readonly AssignedPaper[]): Promise<void> {
  const records = papers.flatMap((paper) => paper.records);
  const identifiers = records.flatMap(({ recordId = 0, newIdentifiers }) =>
    newIdentifiers.map((identifier) => ({ identifier, record_id: recordId })),
  );
  for (const chunk of chunksOf(identifiers))
    await transaction.insertInto('record_identifiers').values(chunk).execute();
  const titles = records.flatMap(({ recordId = 0, newTitles }) =>
    newTitles.map(({ titleKey, year }) => ({
      title_key: titleKey,
      published_year: year,
      record_id: recordId,
    })),
  );
  for (const chunk of chunksOf(titles)) await transaction.insertInto('record_titles').values(chunk).execute();
}
