import type { Database } from '../storage/database.ts';

/** Counts up with everything that searching may find differently: papers that are new, changed or gone. */
export async function readIndexRevision(database: Database): Promise<number> {
  const row = await database
    .selectFrom('search_state')
    .select('revision')
    .where('id', '=', 1)
    .executeTakeFirst();
  return row?.revision ?? 0;
}
