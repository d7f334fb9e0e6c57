import { hashNonce } from '../lib/signed-token.ts';
import { liftSuppression } from './bounces/suppression.ts';
import type { Database } from '../storage/database.ts';
import {
  readerToken,
  subscriptionOf,
  type Subscription,
  type SubscriptionContext,
  type TokenPurpose,
} from './subscription.ts';

/** What a confirmation link is worth now. */
export interface Confirmation {
  /** `open`: confirming starts the subscription. `done`: this link already did. */
  state: 'open' | 'done' | 'expired';
  subscription: Subscription;
  /** For the page on which the reader says what she wants. */
  preferencesToken: string;
}

type Tools = Pick<SubscriptionContext, 'database' | 'clock' | 'signer'>;

/** What the link's page shows; changes nothing. Undefined: no such link, or a newer one took its place. */
export async function findConfirmation(
  { database, clock, signer }: Tools,
  token: string,
): Promise<Confirmation | undefined> {
  const claim = signer.verify('confirm' satisfies TokenPurpose, token);
  if (!claim) return undefined;
  const row = await findByConfirmation(database, claim.subject, hashNonce(claim.nonce));
  if (!row) return undefined;
  const confirmation = {
    subscription: subscriptionOf(row),
    preferencesToken: readerToken(signer, 'preferences', row),
  };
  if (confirmation.subscription.state === 'active') return { state: 'done', ...confirmation };
  const isExpired = (row.confirmation_expires_at ?? '') <= clock.now().toISOString();
  return { state: isExpired ? 'expired' : 'open', ...confirmation };
}

/** Starts the subscription, once; again is harmless. Answers what the link is worth afterwards: `done` or `expired`. */
export async function confirmSubscription(tools: Tools, token: string): Promise<Confirmation | undefined> {
  const confirmation = await findConfirmation(tools, token);
  if (confirmation?.state !== 'open') return confirmation;
  const now = tools.clock.now().toISOString();
  await tools.database.transaction().execute(async (transaction) => {
    const confirmed = await transaction
      .updateTable('subscriptions')
      .set({ confirmed_at: now, ended_at: null })
      .where('id', '=', confirmation.subscription.id)
      .where('confirmation_hash', '=', hashOf(tools, token))
      .where('confirmation_expires_at', '>', now)
      .returning('address_key')
      .executeTakeFirst();
    // The mail with the link arrived: what bounced before is no reason any more.
    if (confirmed) {
      const lifted = { addressKey: confirmed.address_key, reasons: ['bounce'] as const };
      await liftSuppression(transaction, tools.signer, lifted);
    }
  });
  return findConfirmation(tools, token);
}

function hashOf({ signer }: Tools, token: string): string {
  return hashNonce(signer.verify('confirm' satisfies TokenPurpose, token)?.nonce ?? '');
}

async function findByConfirmation(database: Database, id: number, hash: string) {
  return database
    .selectFrom('subscriptions')
    .selectAll()
    .where('id', '=', id)
    .where('confirmation_hash', '=', hash)
    .executeTakeFirst();
}
