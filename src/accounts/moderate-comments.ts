import type { PublicId } from '../papers/identifiers.ts';
import type { Database } from '../storage/database.ts';
import { noteLocalSignals } from '../trending/local-signals.ts';
import type { AccountContext } from './account.ts';

/** A comment as the operator sees it. */
export interface ModeratedComment {
  id: number;
  paper: PublicId;
  author: string;
  address: string;
  text: string;
  writtenAt: string;
  hiddenAt: string | null;
}

/** The newest comments of the whole site. */
export async function listNewestComments(
  database: Database,
  { limit }: { limit: number },
): Promise<ModeratedComment[]> {
  const rows = await database
    .selectFrom('comments')
    .innerJoin('people', 'people.id', 'comments.person_id')
    .innerJoin('records', 'records.id', 'comments.record_id')
    .innerJoin('papers', 'papers.id', 'records.paper_id')
    .select([
      'comments.id',
      'papers.public_id',
      'people.name',
      'people.address',
      'text',
      'written_at',
      'hidden_at',
    ])
    .orderBy('comments.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id, public_id, name, address, text, written_at, hidden_at }) => ({
    ...{ id, address, text, author: name, writtenAt: written_at, hiddenAt: hidden_at },
    paper: public_id as PublicId,
  }));
}

/** Hides a comment from everybody but its author, or shows it again. False: there is no such comment. */
export async function setCommentHidden(
  { database, clock }: Pick<AccountContext, 'database' | 'clock'>,
  id: number,
  { isHidden }: { isHidden: boolean },
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const changed = await transaction
      .updateTable('comments')
      .set({ hidden_at: isHidden ? clock.now().toISOString() : null })
      .where('id', '=', id)
      .returning('record_id')
      .execute();
    await noteLocalSignals(
      transaction,
      changed.map(({ record_id }) => record_id),
    );
    return changed.length > 0;
  });
}
