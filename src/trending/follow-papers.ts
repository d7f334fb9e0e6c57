import { lookupChunksOf } from '../papers/chunks.ts';
import type { PaperId } from '../papers/identifiers.ts';
import type { Database } from '../storage/database.ts';
import { countSharing } from './count-sharing.ts';
import { markForScoring } from './mark-for-scoring.ts';

/** Hands the signals of papers that were taken for one with another to the one that goes on. */
export async function followMerges(
  transaction: Database,
  merged: readonly { from: PaperId; into: PaperId }[],
): Promise<void> {
  const moved: string[] = [];
  for (const { from, into } of merged) {
    const rows = await transaction
      .updateTable('signal_series')
      .set({ paper_id: into })
      .where('paper_id', '=', from)
      .returning('signal')
      .execute();
    moved.push(...rows.map(({ signal }) => signal));
    await transaction.deleteFrom('trending_scores').where('paper_id', '=', from).execute();
    await transaction
      .updateTable('trending_lists')
      .set({ paper_id: into })
      .where('paper_id', '=', from)
      .execute();
    if (rows.length > 0) await markForScoring(transaction, [into]);
  }
  await countSharing(transaction, moved);
}

/** Hands signals back to the papers they were observed for, where these stand for themselves again. */
export async function followSeparation(transaction: Database, paperIds: readonly PaperId[]): Promise<void> {
  const moved: string[] = [];
  for (const chunk of lookupChunksOf(paperIds)) {
    const papers = await transaction
      .selectFrom('papers')
      .select(['id', 'public_id'])
      .where('id', 'in', chunk)
      .execute();
    for (const { id, public_id } of papers) {
      const rows = await transaction
        .updateTable('signal_series')
        .set({ paper_id: id })
        .where('observed_for', '=', public_id)
        .where('paper_id', '<>', id)
        .returning('signal')
        .execute();
      moved.push(...rows.map(({ signal }) => signal));
    }
    await markForScoring(transaction, chunk);
  }
  await countSharing(transaction, moved);
}
