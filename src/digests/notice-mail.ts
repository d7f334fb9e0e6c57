import { randomNonce } from '../lib/signed-token.ts';
import type { MailMessage } from '../mail/mailer.ts';
import { senderDomain, type MailSite } from './mail-links.ts';

/** A mail that answers a request, to nobody but the address that was given. */
export function noticeMail(
  site: MailSite,
  to: string,
  content: Pick<MailMessage, 'subject' | 'html' | 'text'>,
): MailMessage {
  return {
    to,
    from: site.mailFrom,
    ...content,
    messageId: `notice.${randomNonce()}@${senderDomain(site)}`,
    // RFC 3834: an answer to a request, so that holiday responders stay quiet.
    headers: { 'Auto-Submitted': 'auto-replied' },
  };
}
