import type { Database } from '../storage/database.ts';
import { lookupChunksOf } from './chunks.ts';
import type { PaperId, PublicId } from './identifiers.ts';
import type { PaperRecord } from './paper.ts';
import { recordKey, type RecordTitle, type SavedRecord } from './saved-record.ts';

/** What records can be found by. */
export interface RelatedKeys {
  recordIds: Iterable<number>;
  identifiers: Iterable<PublicId>;
  titleKeys: Iterable<string>;
}

/**
 * Every stored record that could be the same paper as something: those with these keys, those that share a key with
 * one of them, and so on until nothing more is found. Nothing outside can change how they are grouped.
 */
export async function loadRelatedRecords(database: Database, start: RelatedKeys): Promise<SavedRecord[]> {
  const found = new Map<number, SavedRecord>();
  const asked = { identifiers: new Set<PublicId>(), titleKeys: new Set<string>() };
  let next = start;
  for (;;) {
    const identifiers = notYetIn(asked.identifiers, next.identifiers);
    const titleKeys = notYetIn(asked.titleKeys, next.titleKeys);
    const recordIds = new Set<number>(next.recordIds);
    await addHolders(database, identifiers, titleKeys, recordIds);
    for (const id of found.keys()) recordIds.delete(id);
    if (recordIds.size === 0) return [...found.values()];

    const records = await loadRecords(database, recordIds);
    for (const [id, record] of records) found.set(id, record);
    const loaded = [...records.values()];
    next = {
      recordIds: [],
      identifiers: loaded.flatMap((record) => [...record.identifiers]),
      titleKeys: loaded.flatMap((record) => record.titles.map((title) => title.titleKey)),
    };
  }
}

/** Row numbers and content digests of those of these records that are stored, by `recordKey`. */
export async function loadRecordHashes(
  database: Database,
  records: Iterable<{ source: string; sourceId: string }>,
): Promise<Map<string, { recordId: number; hash: string }>> {
  const sourceIds = new Map<string, string[]>();
  for (const { source, sourceId } of records) {
    const ofSource = sourceIds.get(source);
    if (ofSource) ofSource.push(sourceId);
    else sourceIds.set(source, [sourceId]);
  }
  const known = new Map<string, { recordId: number; hash: string }>();
  for (const [source, ofSource] of sourceIds) {
    for (const chunk of lookupChunksOf(ofSource)) {
      const rows = await database
        .selectFrom('records')
        .select(['id', 'source_id', 'content_hash'])
        .where('source', '=', source)
        .where('source_id', 'in', chunk)
        .execute();
      for (const row of rows)
        known.set(recordKey({ source, sourceId: row.source_id }), {
          recordId: row.id,
          hash: row.content_hash,
        });
    }
  }
  return known;
}

function notYetIn<Value>(known: Set<Value>, values: Iterable<Value>): Value[] {
  const fresh: Value[] = [];
  for (const value of values) {
    if (known.has(value)) continue;
    known.add(value);
    fresh.push(value);
  }
  return fresh;
}

async function addHolders(
  database: Database,
  identifiers: readonly PublicId[],
  titleKeys: readonly string[],
  recordIds: Set<number>,
): Promise<void> {
  for (const chunk of lookupChunksOf(identifiers)) {
    const rows = await database
      .selectFrom('record_identifiers')
      .select('record_id')
      .where('identifier', 'in', chunk)
      .execute();
    for (const row of rows) recordIds.add(row.record_id);
  }
  for (const chunk of lookupChunksOf(titleKeys)) {
    const rows = await database
      .selectFrom('record_titles')
      .select('record_id')
      .where('title_key', 'in', chunk)
      .execute();
    for (const row of rows) recordIds.add(row.record_id);
  }
}

async function loadRecords(database: Database, ids: Iterable<number>): Promise<Map<number, SavedRecord>> {
  const records = new Map<number, SavedRecord>();
  for (const chunk of lookupChunksOf(ids)) {
    const rows = await database
      .selectFrom('records')
      .select(['id', 'paper_id', 'content'])
      .where('id', 'in', chunk)
      .execute();
    for (const row of rows) records.set(row.id, storedRecord(row));

    const identifiers = await database
      .selectFrom('record_identifiers')
      .selectAll()
      .where('record_id', 'in', chunk)
      .execute();
    for (const row of identifiers) records.get(row.record_id)?.identifiers.add(row.identifier as PublicId);

    const titles = await database
      .selectFrom('record_titles')
      .selectAll()
      .where('record_id', 'in', chunk)
      .execute();
    for (const row of titles) records.get(row.record_id)?.titles.push(toTitle(row));
  }
  return records;
}

function storedRecord(row: { id: number; paper_id: number; content: string }): SavedRecord {
  const content = JSON.parse(row.content) as PaperRecord;
  return {
    key: recordKey(content),
    recordId: row.id,
    paperId: row.paper_id as PaperId,
    content,
    newContent: undefined,
    identifiers: new Set(),
    newIdentifiers: [],
    titles: [],
    newTitles: [],
  };
}

function toTitle(row: { title_key: string; published_year: number }): RecordTitle {
  return { titleKey: row.title_key, year: row.published_year };
}
