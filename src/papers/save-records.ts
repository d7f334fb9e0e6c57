import type { Database } from '../storage/database.ts';
import type { PaperId } from './identifiers.ts';
import type { PaperRecord } from './paper.ts';

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
  merged: { from: PaperId; into: PaperId }[];
}

/** Keeps what sources said and brings the papers up to date with it. */
export async function saveRecords(
  database: Database,
  records: readonly PaperRecord[],
  { savedAt }: { savedAt: string },
): Promise<SaveRecordsResult> {
  throw new Error(`not built yet ${[database, records, savedAt].length}`);
}
