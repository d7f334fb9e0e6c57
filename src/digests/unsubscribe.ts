import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../storage/database.ts';
import {
  subscriptionOf,
  type Subscription,
  type SubscriptionContext,
  type TokenPurpose,
} from './subscription.ts';

type Tools = Pick<SubscriptionContext, 'database' | 'clock' | 'signer'>;

/** Whose link this is; changes nothing. Undefined: no such link, or the subscription was deleted. */
export async function findSubscriptionByUnsubscribeToken(
  { database, signer }: Pick<Tools, 'database' | 'signer'>,
  token: string,
): Promise<Subscription | undefined> {
  const claim = signer.verify('unsubscribe' satisfies TokenPurpose, token);
  if (!claim) return undefined;
  const row = await database
    .selectFrom('subscriptions')
    .selectAll()
    .where('id', '=', claim.subject)
    .where('unsubscribe_nonce', '=', claim.nonce)
    .executeTakeFirst();
  return row && subscriptionOf(row);
}

/**
 * Ends the subscription; again is harmless. What was planned is not sent. Open confirmation links become worthless.
 * Answers the subscription as it is now, undefined where the token is no one's.
 */
export async function unsubscribe(tools: Tools, token: string): Promise<Subscription | undefined> {
  const subscription = await findSubscriptionByUnsubscribeToken(tools, token);
  if (!subscription) return undefined;
  const now = tools.clock.now().toISOString();
  await tools.database
    .transaction()
    .execute((transaction) =>
      endSubscription(transaction, subscription.id, { endedAt: now, detail: 'unsubscribed' }),
    );
  return { ...subscription, state: 'ended' };
}

/** Ends it, whoever wanted that: nothing planned is sent, and open confirmation links become worthless. */
export async function endSubscription(
  transaction: DatabaseTransaction,
  id: number,
  { endedAt, detail }: { endedAt: string; detail: string },
): Promise<void> {
  await transaction
    .updateTable('subscriptions')
    .set({ ended_at: sql<string>`coalesce(ended_at, ${endedAt})`, confirmation_hash: null })
    .where('id', '=', id)
    .execute();
  await transaction
    .updateTable('issues')
    .set({ state: 'skipped', ended_at: endedAt, detail })
    .where('subscription_id', '=', id)
    .where('state', '=', 'planned')
    .execute();
}

/** Deletes everything known of a subscription, its address included; again is harmless. */
export async function deleteSubscription(database: Database, id: number): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    // The subscription first: it is the row that planners and senders lock, too.
    await transaction.deleteFrom('subscriptions').where('id', '=', id).execute();
    for (const table of ['issues', 'sent_papers', 'interest_papers'] as const) {
      await transaction.deleteFrom(table).where('subscription_id', '=', id).execute();
    }
  });
}
