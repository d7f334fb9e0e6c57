import type { Selectable } from 'kysely';
import type { Database } from '../storage/database.ts';
import type { PaperRow } from '../storage/tables/paper-tables.ts';
import { followMerges } from '../trending/follow-papers.ts';
import { assignPapers } from './assign-papers.ts';
import { lookupChunksOf } from './chunks.ts';
import { groupRecords } from './group-records.ts';
import { hideLinks } from './hide-links.ts';
import type { PaperId } from './identifiers.ts';
import { markForIndexing } from './mark-for-indexing.ts';
import { describeMerges, saveMerges } from './paper-merges.ts';
import type { SavedRecord } from './saved-record.ts';
import { writePapers } from './write-papers.ts';
import { writeRecords } from './write-records.ts';

/** A paper that was taken for one with another: `from` is gone, `into` goes on. */
export interface MergedPapers {
  from: PaperId;
  into: PaperId;
}

export interface RegroupedPapers {
  /** Papers that are new or whose fields changed. */
  changedPaperIds: PaperId[];
  merged: MergedPapers[];
}

/**
 * Brings the papers up to date with these records, which must hold everything that could be one paper with any of
 * them (see `loadRelatedRecords`), and stores what is new of the records. `at` is the instant of the change.
 */
export async function regroupPapers(
  transaction: Database,
  records: readonly SavedRecord[],
  at: string,
): Promise<RegroupedPapers> {
  const { groups, joins } = groupRecords(records, await loadSeparations(transaction, records));
  const stored = await loadPapers(transaction, records);
  const { papers, absorbed } = assignPapers(groups, stored);
  await hideLinks(transaction, papers);
  const merges = describeMerges(papers, joins);

  const changedPaperIds = await writePapers(transaction, papers, absorbed, at);
  await writeRecords(transaction, papers, at);
  await saveMerges(transaction, merges, at);
  await markForIndexing(transaction, [...changedPaperIds, ...absorbed.map(({ id }) => id)]);
  const merged = absorbed.flatMap(({ id, into }) =>
    into.id === undefined ? [] : [{ from: id, into: into.id }],
  );
  await followMerges(transaction, merged);
  return { changedPaperIds, merged };
}

async function loadSeparations(
  transaction: Database,
  records: readonly SavedRecord[],
): Promise<[SavedRecord, SavedRecord][]> {
  const byId = new Map<number, SavedRecord>();
  for (const record of records) if (record.recordId !== undefined) byId.set(record.recordId, record);
  const separations: [SavedRecord, SavedRecord][] = [];
  for (const ids of lookupChunksOf(byId.keys())) {
    const rows = await transaction
      .selectFrom('paper_separations')
      .selectAll()
      .where('record_id', 'in', ids)
      .execute();
    for (const row of rows) {
      const [a, b] = [byId.get(row.record_id), byId.get(row.other_record_id)];
      if (a && b) separations.push([a, b]);
    }
  }
  return separations;
}

async function loadPapers(
  transaction: Database,
  records: readonly SavedRecord[],
): Promise<Selectable<PaperRow>[]> {
  const ids = records.map((record) => record.paperId).filter((id) => id !== undefined);
  const papers: Selectable<PaperRow>[] = [];
  for (const chunk of lookupChunksOf(ids)) {
    papers.push(...(await transaction.selectFrom('papers').selectAll().where('id', 'in', chunk).execute()));
  }
  return papers.sort((a, b) => a.id - b.id);
}
