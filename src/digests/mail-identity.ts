import type { MailMessage } from '../mail/mailer.ts';
import { issueMark, returnAddressOf } from './bounces/return-address.ts';
import { senderDomain } from './mail-links.ts';
import type { SubscriptionContext } from './subscription.ts';

/**
 * What names a mail to mail servers: its Message-ID, the same for every attempt, so that a server or reader that gets
 * it twice all the same can tell; and where reports on it go.
 */
export function mailIdentity(
  { signer, site }: Pick<SubscriptionContext, 'signer' | 'site'>,
  { id, kind, day, key }: { id: number; kind: string; day: string; key: string | number },
): Pick<MailMessage, 'messageId' | 'returnAddress' | 'envelopeId'> {
  const mailId = signer.fingerprint('message-id', `${kind} ${day} ${key}`);
  return {
    messageId: `${kind}.${day}.${mailId}@${senderDomain(site)}`,
    envelopeId: issueMark(signer, id),
    ...(site.bounceAddress && { returnAddress: returnAddressOf(site.bounceAddress, signer, id) }),
  };
}
