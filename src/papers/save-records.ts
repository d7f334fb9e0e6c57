import type { Database } from '../storage/database.ts';
import { cleanRecord } from './clean-record.ts';
import type { PaperId } from './identifiers.ts';
import { loadRecordHashes, loadRelatedRecords } from './load-related-records.ts';
import { lockPapers } from './lock-papers.ts';
import type { PaperRecord } from './paper.ts';
import { regroupPapers, type MergedPapers } from './regroup-papers.ts';
import { addState, newRecord, recordKey, serialiseRecord, type SavedRecord } from './saved-record.ts';

export interface SaveRecordsResult {
  /** Records seen for the first time. */
  new: number;
  /** Records that say something new. */
  changed: number;
  /** Records that say nothing new. */
  same: number;
  /** Papers that are new or whose fields changed. */
  changedPaperIds: PaperId[];
  /** Papers that were taken for one with another: `from` is gone, `into` goes on. */
  merged: MergedPapers[];
}

/**
 * Keeps what sources said and brings the papers up to date with it, in the transaction given or in one of its own.
 * Any order and any repetition of the same records gives the same papers; a record that says nothing new changes
 * nothing. Names that this program gave on the way (`offprint:`) lead to their paper ever after. Whoever else refers to
 * papers by number follows `merged`. A thousand records at a time go fastest.
 */
export async function saveRecords(
  database: Database,
  records: readonly PaperRecord[],
  { savedAt }: { savedAt: string },
): Promise<SaveRecordsResult> {
  if (database.isTransaction) return saveInTransaction(database, records, savedAt);
  return database.transaction().execute((transaction) => saveInTransaction(transaction, records, savedAt));
}

async function saveInTransaction(
  transaction: Database,
  records: readonly PaperRecord[],
  savedAt: string,
): Promise<SaveRecordsResult> {
  await lockPapers(transaction);
  const contents = records.map(cleanRecord);
  const stored = await loadRecordHashes(transaction, contents);
  const states: SavedRecord[] = [];
  for (const content of contents) {
    const serialised = serialiseRecord(content);
    if (stored.get(recordKey(content))?.hash !== serialised.hash) states.push(newRecord(content, serialised));
  }
  const counts = { new: 0, changed: 0, same: records.length - states.length };
  if (states.length === 0) return { ...counts, changedPaperIds: [], merged: [] };

  const related = await loadRelatedRecords(transaction, {
    recordIds: states.map((state) => stored.get(state.key)?.recordId).filter((id) => id !== undefined),
    identifiers: states.flatMap((state) => [...state.identifiers]),
    titleKeys: states.flatMap((state) => state.titles.map((title) => title.titleKey)),
  });
  const affected = new Map(related.map((record) => [record.key, record]));
  for (const state of states) counts[takeIn(affected, state)] += 1;
  if (counts.new + counts.changed === 0) return { ...counts, changedPaperIds: [], merged: [] };
  return { ...counts, ...(await regroupPapers(transaction, [...affected.values()], savedAt)) };
}

function takeIn(records: Map<string, SavedRecord>, state: SavedRecord): 'new' | 'changed' | 'same' {
  const known = records.get(state.key);
  if (known) return addState(known, state) ? 'changed' : 'same';
  records.set(state.key, state);
  return 'new';
}
