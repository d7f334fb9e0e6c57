import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { TokenSigner } from '../lib/signed-token.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { Database } from '../storage/database.ts';
import type { SubscriptionRow } from '../storage/tables/subscription-tables.ts';
import type { MailSite } from './mail-links.ts';

/** What the verbs of subscribing work with; one object for all of them. */
export interface SubscriptionContext {
  database: Database;
  mailer: Mailer;
  clock: Clock;
  log: Log;
  signer: TokenSigner;
  site: MailSite;
}

/** A subscription as pages show it to the bearer of one of its links. */
export interface Subscription {
  id: number;
  address: string;
  /** `requested`: its confirmation is awaited. `active`: it gets mails. `ended`: it left. */
  state: 'requested' | 'active' | 'ended';
}

/** What tokens are for; a token made for one purpose is nothing for another. */
export type TokenPurpose = 'confirm' | 'unsubscribe' | 'preferences' | 'liking' | 'issue';

export function subscriptionOf({
  id,
  address,
  confirmed_at,
  ended_at,
}: Pick<SubscriptionRow, 'address' | 'confirmed_at' | 'ended_at'> & { id: number }): Subscription {
  return { id, address, state: ended_at ? 'ended' : confirmed_at ? 'active' : 'requested' };
}

/** A token for what the reader of any mail may do; the same in all of them, so that old mails still work. */
export function readerToken(
  signer: TokenSigner,
  purpose: Exclude<TokenPurpose, 'confirm'>,
  { id, unsubscribe_nonce }: { id: number; unsubscribe_nonce: string },
): string {
  return signer.sign({ purpose, subject: id, nonce: unsubscribe_nonce });
}
