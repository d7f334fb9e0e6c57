import { randomNonce } from '../lib/signed-token.ts';
import type { MailMessage } from '../mail/mailer.ts';
import type { DatabaseTransaction } from '../storage/database.ts';
import { findSuppression } from './bounces/suppression.ts';
import { parseEmailAddress, type EmailAddress } from './email-address.ts';
import { isNetworkWithinLimit, resetLimit, takeFromLimit } from './request-limit.ts';
import type { Attempt } from './issue-ledger.ts';
import { confirmationHash } from './notices/confirmation-link.ts';
import { openNotice } from './notices/notice-ledger.ts';
import { prepareNotice } from './notices/prepare-notice.ts';
import { sendNotice } from './notices/send-notices.ts';
import { subscriptionOf, type SubscriptionContext } from './subscription.ts';

const HOUR_MS = 3_600_000;
const CONFIRMATION_LIFE_MS = 48 * HOUR_MS;

/** Of everybody together: a list of strangers' addresses, sent in from many networks, gets no further. */
const MAX_REQUESTS_PER_HOUR = 2_000;

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
  if (!(await isWithinLimits(context, ipAddress))) {
    return { outcome: 'too-many', problem: 'Too many requests from your network. Try again in an hour.' };
  }
  const limitKey = context.signer.fingerprint('address-limit', address.key);
  const opened = await openMail(context, address, limitKey);
  return { outcome: 'requested', mailed: opened ? deliver(context, opened, limitKey) : Promise.resolve() };
}

async function isWithinLimits(context: SubscriptionContext, ipAddress: string | undefined): Promise<boolean> {
  if (ipAddress !== undefined && !(await isNetworkWithinLimit(context, ipAddress))) return false;
  const key = context.signer.fingerprint('hour-limit', 'all');
  const everybody = { key, count: MAX_REQUESTS_PER_HOUR, windowMs: HOUR_MS };
  return takeFromLimit(context.database, context.clock, everybody);
}

/**
 * Writes the request and its mail down, the mail as being sent. Undefined: none is due, because the address had one
 * within 24 hours, complained, or is barred by the operator.
 */
async function openMail(
  context: SubscriptionContext,
  address: EmailAddress,
  limitKey: string,
): Promise<{ attempt: Attempt; message: MailMessage } | undefined> {
  const { database, clock, signer, site } = context;
  return database.transaction().execute(async (transaction) => {
    const limit = { key: limitKey, count: 1, windowMs: 24 * HOUR_MS };
    if (!(await takeFromLimit(transaction, clock, limit))) return undefined;
    const suppression = await findSuppression(transaction, signer, address.key);
    if (suppression && suppression.reason !== 'bounce') return undefined;
    const now = clock.now();
    const { id, ...row } = await findOrInsert(transaction, address, now);
    const isActive = subscriptionOf({ id, ...row }).state === 'active';
    if (!isActive) {
      const requested_at = now.toISOString();
      await transaction
        .updateTable('subscriptions')
        .set({
          address: address.address,
          requested_at,
          confirmation_hash: confirmationHash(signer, { id, requested_at }),
          confirmation_expires_at: new Date(now.getTime() + CONFIRMATION_LIFE_MS).toISOString(),
        })
        .where('id', '=', id)
        .execute();
    }
    const kind = isActive ? 'already-subscribed' : 'confirmation';
    const attempt = await openNotice(transaction, now, { subscriptionId: id, kind });
    const message = await prepareNotice({ database: transaction, signer, site }, attempt.issueId);
    return message && { attempt, message };
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

/**
 * A mail that surely did not go out does not count against the address: its owner may ask again at once. An address
 * that does not exist has no owner.
 */
async function deliver(
  context: SubscriptionContext,
  { attempt, message }: { attempt: Attempt; message: MailMessage },
  limitKey: string,
): Promise<void> {
  try {
    const outcome = await sendNotice(context, attempt, message);
    if (outcome === 'refused' || outcome === 'later') await resetLimit(context.database, limitKey);
  } catch (error) {
    // What stands in the ledger is sent once its lease is over.
    context.log.error('subscription.mail.not_recorded', { error: (error as Error).name });
  }
}
