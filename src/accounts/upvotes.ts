import type { PaperId } from '../papers/identifiers.ts';
import type { Database } from '../storage/database.ts';
import { noteLocalSignals } from '../trending/local-signals.ts';
import type { AccountContext } from './account.ts';
import { getStandInRecord, recordsOf } from './paper-records.ts';

/** Upvotes a paper; again is harmless: a person counts once. */
export async function upvotePaper(
  { database, clock }: Pick<AccountContext, 'database' | 'clock'>,
  personId: number,
  paperId: PaperId,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const record_id = await getStandInRecord(transaction, paperId);
    await transaction
      .insertInto('upvotes')
      .values({ person_id: personId, record_id, upvoted_at: clock.now().toISOString() })
      .onConflict((conflict) => conflict.columns(['person_id', 'record_id']).doNothing())
      .execute();
    await noteLocalSignals(transaction, [record_id]);
  });
}

/** Takes an upvote back; again is harmless. */
export async function takeUpvoteBack(database: Database, personId: number, paperId: PaperId): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction
      .deleteFrom('upvotes')
      .where('person_id', '=', personId)
      .where('record_id', 'in', recordsOf(transaction, paperId))
      .execute();
    await noteLocalSignals(transaction, [await getStandInRecord(transaction, paperId)]);
  });
}

/** How many people upvoted a paper, and whether this reader is one of them. */
export async function countUpvotes(
  database: Database,
  paperId: PaperId,
  readerId: number | undefined,
): Promise<{ count: number; isOwn: boolean }> {
  const { count, own } = await database
    .selectFrom('upvotes')
    .select((select) => [
      select.fn.count<number>('person_id').distinct().as('count'),
      select.fn
        .count<number>('person_id')
        .distinct()
        .filterWhere('person_id', '=', readerId ?? 0)
        .as('own'),
    ])
    .where('record_id', 'in', recordsOf(database, paperId))
    .executeTakeFirstOrThrow();
  return { count, isOwn: own > 0 };
}
