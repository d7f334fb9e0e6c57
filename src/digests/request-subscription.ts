import { hashNonce, randomNonce } from '../lib/signed-token.ts';
import type { MailMessage } from '../mail/mailer.ts';
import type { DatabaseTransaction } from '../storage/database.ts';
import { alreadySubscribedMail, confirmationMail } from './confirmation-mail.tsx';
import { parseEmailAddress, type EmailAddress } from './email-address.ts';
import { isNetworkWithinLimit, takeFromLimit } from './request-limit.ts';
import { submitNotice } from './submit-notice.ts';
import { subscriptionOf, readerToken, type SubscriptionContext, type TokenPurpose } from './subscription.ts';

const HOUR_MS = 3_600_000;
const CONFIRMATION_LIFE_MS = 48 * HOUR_MS;

export interface SubscriptionRequest {
  /** As typed. */
  address: string;
  /** The IP address the request came from, where there is one. */
  ipAddress?: string;
}

/**
 * How a request ended. `requested` is the same, to the letter, for an address that is new, waiting, active or gone:
 * who asks learns nothing about the address.
 */
export type SubscriptionRequestResult =
  | { outcome: 'invalid'; problem: string }
  | { outcome: 'too-many'; problem: string }
  | {
      outcome: 'requested';
      /** Settles when the mail, if one was due, was handed over or given up. Never rejects; pages don't wait for it. */
      mailed: Promise<void>;
    };

/**
 * Asks for a subscription: mails one confirmation link, valid for 48 hours; to a subscriber, one mail that says so.
 * An address is mailed at most once in 24 hours, whoever asks and however often; a network may ask 20 times an hour.
 */
export async function requestSubscription(
  context: SubscriptionContext,
  { address: typed, ipAddress }: SubscriptionRequest,
): Promise<SubscriptionRequestResult> {
  const address = parseEmailAddress(typed);
  if (!address) {
    return {
      outcome: 'invalid',
      problem: 'This is not a mail address. It should look like name@example.org.',
    };
  }
  if (ipAddress !== undefined && !(await isNetworkWithinLimit(context, ipAddress))) {
    return { outcome: 'too-many', problem: 'Too many requests from your network. Try again in an hour.' };
  }
  const limitKey = context.signer.fingerprint('address-limit', address.key);
  const message = await prepareMail(context, address, limitKey);
  return {
    outcome: 'requested',
    mailed: message
      ? submitNotice(context, message, { event: 'subscription', limitKeys: [limitKey] })
      : Promise.resolve(),
  };
}

async function prepareMail(
  context: SubscriptionContext,
  address: EmailAddress,
  limitKey: string,
): Promise<MailMessage | undefined> {
  const { database, clock, signer, site } = context;
  return database.transaction().execute(async (transaction) => {
    const limit = { key: limitKey, count: 1, windowMs: 24 * HOUR_MS };
    if (!(await takeFromLimit(transaction, clock, limit))) return undefined;
    const now = clock.now();
    const row = await findOrInsert(transaction, address, now);
    if (subscriptionOf(row).state === 'active') {
      return alreadySubscribedMail(site, {
        to: row.address,
        unsubscribeToken: readerToken(signer, 'unsubscribe', row),
      });
    }
    const nonce = randomNonce();
    await transaction
      .updateTable('subscriptions')
      .set({
        address: address.address,
        requested_at: now.toISOString(),
        confirmation_hash: hashNonce(nonce),
        confirmation_expires_at: new Date(now.getTime() + CONFIRMATION_LIFE_MS).toISOString(),
      })
      .where('id', '=', row.id)
      .execute();
    const token = signer.sign({ purpose: 'confirm' satisfies TokenPurpose, subject: row.id, nonce });
    return confirmationMail(site, { to: address.address, token });
  });
}

async function findOrInsert(transaction: DatabaseTransaction, { address, key }: EmailAddress, now: Date) {
  await transaction
    .insertInto('subscriptions')
    .values({
      address,
      address_key: key,
      requested_at: now.toISOString(),
      unsubscribe_nonce: randomNonce(),
    })
    .onConflict((conflict) => conflict.column('address_key').doNothing())
    .execute();
  return transaction
    .selectFrom('subscriptions')
    .selectAll()
    .where('address_key', '=', key)
    .executeTakeFirstOrThrow();
}
