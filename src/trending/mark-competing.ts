import { sql } from 'kysely';
import { lookupChunksOf } from '../papers/chunks.ts';
import type { Database } from '../storage/database.ts';

/** Marks that these papers compete, and no others. */
export async function markCompeting(transaction: Database, paperIds: ReadonlySet<number>): Promise<void> {
  const rows = await transaction
    .selectFrom('trending_scores')
    .select('paper_id')
    .where('competes', '=', sql.lit(1))
    .execute();
  const marked = new Set(rows.map(({ paper_id }) => paper_id));
  const mark = async (ids: Iterable<number>, competes: number): Promise<void> => {
    for (const chunk of lookupChunksOf(ids))
      await transaction
        .updateTable('trending_scores')
        .set({ competes })
        .where('paper_id', 'in', chunk)
        .execute();
  };
  await mark(
    [...marked].filter((id) => !paperIds.has(id)),
    0,
  );
  await mark(
    [...paperIds].filter((id) => !marked.has(id)),
    1,
  );
}
