import { parseEmailAddress, type EmailAddress } from '../digests/email-address.ts';
import { isNetworkWithinLimit, takeFromLimit } from '../digests/request-limit.ts';
import { submitNotice } from '../digests/submit-notice.ts';
import { hashNonce, randomNonce } from '../lib/signed-token.ts';
import type { MailMessage } from '../mail/mailer.ts';
import { SIGN_IN_PURPOSE, type AccountContext } from './account.ts';
import { signInMail } from './sign-in-mail.tsx';

export const LINK_LIFE_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
const MAX_MAILS_PER_DAY = 5;

export interface SignInRequest {
  /** As typed. */
  address: string;
  /** The IP address the request came from, where there is one. */
  ipAddress?: string;
  /** The page to come back to, as the address bar had it. */
  nextPath?: string;
}

/** How a request ended; `requested` says nothing about the address, and takes the same work for every one. */
export type SignInRequestResult =
  | { outcome: 'invalid'; problem: string }
  | { outcome: 'too-many'; problem: string }
  /** `mailed` settles when the mail, if one was due, was handed over or given up. Never rejects. */
  | { outcome: 'requested'; mailed: Promise<void> };

/**
 * Mails a link that signs in once, within 10 minutes. Whether the address has an account is not even looked up. An
 * address is mailed at most once in 10 minutes and 5 times a day, whoever asks; a network may ask 20 times an hour.
 */
export async function requestSignIn(
  context: AccountContext,
  { address: typed, ipAddress, nextPath }: SignInRequest,
): Promise<SignInRequestResult> {
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
  const { signer } = context;
  const limits = [
    { key: signer.fingerprint('sign-in-limit', address.key), count: 1, windowMs: LINK_LIFE_MS },
    { key: signer.fingerprint('sign-in-day-limit', address.key), count: MAX_MAILS_PER_DAY, windowMs: DAY_MS },
  ];
  const message = await prepareMail(context, address, { limits, nextPath: localPath(nextPath) });
  const limitKeys = limits.map(({ key }) => key);
  const mailed = message && submitNotice(context, message, { event: 'accounts.sign_in', limitKeys });
  return { outcome: 'requested', mailed: mailed ?? Promise.resolve() };
}

/** A path of this site to return to; anything that could lead elsewhere is the library. */
export function localPath(path: string | undefined): string {
  const isLocal =
    path !== undefined && path.length <= 500 && /^\/[a-z]+(?:[/?][\x21-\x5b\x5d-\x7e]*)?$/.test(path);
  return isLocal ? path : '/library';
}

type Limits = { key: string; count: number; windowMs: number }[];

async function prepareMail(
  { database, clock, signer, site }: AccountContext,
  { address, key }: EmailAddress,
  { limits, nextPath }: { limits: Limits; nextPath: string },
): Promise<MailMessage | undefined> {
  return database.transaction().execute(async (transaction) => {
    for (const limit of limits) if (!(await takeFromLimit(transaction, clock, limit))) return undefined;
    const nonce = randomNonce();
    const link = {
      address,
      nonce_hash: hashNonce(nonce),
      next_path: nextPath,
      expires_at: new Date(clock.now().getTime() + LINK_LIFE_MS).toISOString(),
    };
    const { id } = await transaction
      .insertInto('sign_in_links')
      .values({ address_key: key, ...link })
      .onConflict((conflict) => conflict.column('address_key').doUpdateSet(link))
      .returning('id')
      .executeTakeFirstOrThrow();
    return signInMail(site, {
      to: address,
      token: signer.sign({ purpose: SIGN_IN_PURPOSE, subject: id, nonce }),
    });
  });
}
