import { deleteSubscription } from '../digests/unsubscribe.ts';
import type { Database, DatabaseTransaction } from '../storage/database.ts';
import { noteLocalSignals } from '../trending/local-signals.ts';

/**
 * Deletes a person and everything of hers: sessions, tokens, library, collections, upvotes, comments; with `mails`
 * also the subscription of her address. Again is harmless.
 */
export async function deleteAccount(
  database: Database,
  personId: number,
  { mails }: { mails: 'keep' | 'delete' },
): Promise<void> {
  const person = await database
    .selectFrom('people')
    .select('address_key')
    .where('id', '=', personId)
    .executeTakeFirst();
  if (!person) return;
  if (mails === 'delete') await deleteSubscriptionOf(database, person.address_key);
  await database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('people').where('id', '=', personId).execute();
    await transaction.deleteFrom('sign_in_links').where('address_key', '=', person.address_key).execute();
    await deleteBelongings(transaction, personId);
  });
}

async function deleteSubscriptionOf(database: Database, addressKey: string): Promise<void> {
  const subscription = await database
    .selectFrom('subscriptions')
    .select('id')
    .where('address_key', '=', addressKey)
    .executeTakeFirst();
  if (subscription) await deleteSubscription(database, subscription.id);
}

async function deleteBelongings(transaction: DatabaseTransaction, personId: number): Promise<void> {
  for (const table of ['saved_papers', 'upvotes', 'comments'] as const) {
    const rows = await transaction
      .selectFrom(table)
      .select('record_id')
      .where('person_id', '=', personId)
      .execute();
    await noteLocalSignals(
      transaction,
      rows.map(({ record_id }) => record_id),
    );
  }
  await transaction
    .deleteFrom('collection_papers')
    .where('collection_id', 'in', (select) =>
      select.selectFrom('collections').select('id').where('person_id', '=', personId),
    )
    .execute();
  for (const table of [
    'sessions',
    'api_tokens',
    'saved_papers',
    'collections',
    'upvotes',
    'comments',
  ] as const) {
    await transaction.deleteFrom(table).where('person_id', '=', personId).execute();
  }
}
