import type { PaperId } from '../papers/identifiers.ts';
import type { Database } from '../storage/database.ts';

/** The records of a paper, for `record_id in (...)`: rows about a paper may name any of them after a merge. */
export function recordsOf(database: Database, paperId: PaperId) {
  return database.selectFrom('records').select('id').where('paper_id', '=', paperId);
}

/** The record under which new rows about a paper are kept: its oldest. */
export async function getStandInRecord(database: Database, paperId: PaperId): Promise<number> {
  const { id } = await recordsOf(database, paperId).orderBy('id').limit(1).executeTakeFirstOrThrow();
  return id;
}
