import type { Database } from '../storage/database.ts';
import { findSuppression, liftSuppression, suppress } from './bounces/suppression.ts';
import { parseEmailAddress } from './email-address.ts';
import { subscriptionOf, type SubscriptionContext } from './subscription.ts';
import { deleteSubscription } from './unsubscribe.ts';

type Tools = Pick<SubscriptionContext, 'database' | 'clock' | 'signer'>;

export interface Subscriber {
  id: number;
  address: string;
  state: 'requested' | 'active' | 'ended' | 'suppressed';
  /** Since when; of a suppressed one also why. */
  since: string;
  detail: string;
}

/** The subscriptions after a number, in the order of their numbers: for the operator's eyes. */
export async function listSubscribers(
  { database, signer }: Pick<Tools, 'database' | 'signer'>,
  { afterId, limit }: { afterId: number; limit: number },
): Promise<Subscriber[]> {
  const rows = await database
    .selectFrom('subscriptions')
    .select(['id', 'address', 'address_key', 'requested_at', 'confirmed_at', 'ended_at'])
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute();
  const subscribers: Subscriber[] = [];
  for (const row of rows) {
    const { id, address, state } = subscriptionOf(row);
    const suppression = await findSuppression(database, signer, row.address_key);
    const since = suppression?.suppressed_at ?? row.ended_at ?? row.confirmed_at ?? row.requested_at;
    const detail = suppression ? `${suppression.reason} ${suppression.detail}` : '';
    subscribers.push({ id, address, state: suppression ? 'suppressed' : state, since, detail });
  }
  return subscribers;
}

/** The address gets no mail any more, whether or not it has a subscription. False: it is no address. */
export async function suppressAddress({ database, clock, signer }: Tools, typed: string): Promise<boolean> {
  const key = parseEmailAddress(typed)?.key;
  if (key === undefined) return false;
  const subscription = await findByKey(database, key);
  await database.transaction().execute((transaction) =>
    suppress(transaction, signer, {
      ...{ subscriptionId: subscription?.id, addressKey: key },
      ...{ reason: 'operator', detail: 'by hand', suppressed_at: clock.now().toISOString() },
    }),
  );
  return true;
}

/** The address may ask again, whatever the reason was. False: it was not suppressed. */
export async function allowAddress({ database, signer }: Tools, typed: string): Promise<boolean> {
  const addressKey = parseEmailAddress(typed)?.key ?? '';
  return liftSuppression(database, signer, { addressKey, reasons: ['bounce', 'complaint', 'operator'] });
}

/** Deletes all that is known of the address but a suppression. False: it has no subscription. */
export async function removeSubscriber(database: Database, typed: string): Promise<boolean> {
  const subscription = await findByKey(database, parseEmailAddress(typed)?.key ?? '');
  if (!subscription) return false;
  await deleteSubscription(database, subscription.id);
  return true;
}

function findByKey(database: Database, key: string) {
  return database.selectFrom('subscriptions').select('id').where('address_key', '=', key).executeTakeFirst();
}
