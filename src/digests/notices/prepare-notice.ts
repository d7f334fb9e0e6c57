import type { MailMessage } from '../../mail/mailer.ts';
import type { Database } from '../../storage/database.ts';
import { alreadySubscribedMail, confirmationMail, type NoticeContent } from '../confirmation-mail.tsx';
import { mailIdentity } from '../mail-identity.ts';
import { readerToken, subscriptionOf, type SubscriptionContext } from '../subscription.ts';
import { confirmationHash, confirmationToken } from './confirmation-link.ts';

type Tools = Pick<SubscriptionContext, 'signer' | 'site'> & { database: Database };

/** The mail of a notice; undefined when it has lost its sense since it was asked for. */
export async function prepareNotice(tools: Tools, issueId: number): Promise<MailMessage | undefined> {
  const notice = await findNotice(tools.database, issueId);
  const content = notice && contentOf(tools, notice);
  if (!content) return undefined;
  return {
    to: notice.address,
    from: tools.site.mailFrom,
    ...content,
    ...mailIdentity(tools, {
      id: issueId,
      kind: notice.kind,
      day: notice.issue_on,
      key: notice.requested_at,
    }),
    // RFC 3834: an answer to a request, so that holiday responders stay quiet.
    headers: { 'Auto-Submitted': 'auto-replied' },
  };
}

function findNotice(database: Database, issueId: number) {
  return database
    .selectFrom('issues')
    .innerJoin('subscriptions', 'subscriptions.id', 'issues.subscription_id')
    .select(['issue_on', 'kind', 'subscriptions.id', 'address', 'requested_at', 'confirmed_at'])
    .select(['subscriptions.ended_at', 'confirmation_hash', 'unsubscribe_nonce'])
    .where('issues.id', '=', issueId)
    .executeTakeFirst();
}

function contentOf(
  { signer, site }: Tools,
  notice: NonNullable<Awaited<ReturnType<typeof findNotice>>>,
): NoticeContent | undefined {
  const isActive = subscriptionOf(notice).state === 'active';
  if (notice.kind === 'already-subscribed') {
    return isActive ? alreadySubscribedMail(site, readerToken(signer, 'unsubscribe', notice)) : undefined;
  }
  // Left, or a newer link took its place.
  if (isActive || notice.confirmation_hash !== confirmationHash(signer, notice)) return undefined;
  return confirmationMail(site, confirmationToken(signer, notice));
}
