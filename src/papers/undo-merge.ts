import type { Database } from '../storage/database.ts';
import { followSeparation } from '../trending/follow-papers.ts';
import { chunksOf } from './chunks.ts';
import { loadRecordHashes, loadRelatedRecords } from './load-related-records.ts';
import { lockPapers } from './lock-papers.ts';
import type { MergeDetail, RecordReference } from './paper-merges.ts';
import { regroupPapers, type RegroupedPapers } from './regroup-papers.ts';

/**
 * Separates again what a merge took for one paper, and for ever: the same records coming once more change nothing.
 * The separated paper gets a new row. A merge undone before changes nothing; one that is unknown throws.
 */
export async function undoMerge(
  database: Database,
  mergeId: number,
  { undoneAt }: { undoneAt: string },
): Promise<RegroupedPapers> {
  if (!database.isTransaction)
    return database.transaction().execute((transaction) => undoMerge(transaction, mergeId, { undoneAt }));
  await lockPapers(database);
  const merge = await database
    .selectFrom('paper_merges')
    .selectAll()
    .where('id', '=', mergeId)
    .executeTakeFirst();
  if (!merge) throw new Error(`papers: there is no merge ${mergeId}; list the merges to see their numbers`);
  if (merge.undone_at !== null) return { changedPaperIds: [], merged: [] };

  const detail = JSON.parse(merge.detail) as MergeDetail;
  const kept = await findRecordIds(database, detail.kept);
  const joined = await findRecordIds(database, detail.joined);
  await separate(database, kept, joined);
  await database.updateTable('paper_merges').set({ undone_at: undoneAt }).where('id', '=', mergeId).execute();
  const related = await loadRelatedRecords(database, {
    recordIds: [...kept, ...joined],
    identifiers: [],
    titleKeys: [],
  });
  const regrouped = await regroupPapers(database, related, undoneAt);
  await followSeparation(database, regrouped.changedPaperIds);
  return regrouped;
}

async function findRecordIds(database: Database, references: readonly RecordReference[]): Promise<number[]> {
  return [...(await loadRecordHashes(database, references)).values()].map(({ recordId }) => recordId);
}

async function separate(
  database: Database,
  some: readonly number[],
  others: readonly number[],
): Promise<void> {
  const pairs = some.flatMap((a) =>
    others.map((b) => ({ record_id: Math.min(a, b), other_record_id: Math.max(a, b) })),
  );
  for (const chunk of chunksOf(pairs)) {
    await database
      .insertInto('paper_separations')
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
