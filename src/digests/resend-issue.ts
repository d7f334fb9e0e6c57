import type { DigestContext } from './digest.ts';
import { parseEmailAddress } from './email-address.ts';
import { domainOf } from './issue-ledger.ts';
import { openLedger, sendIssue } from './send-issues.ts';

export type Resent =
  /** There is no such reader or issue. */
  | 'not found'
  /** Only what failed, or of which nobody knows, is sent again. */
  | { notResendable: string }
  | { outcome: 'submitted' | 'refused' | 'later' | 'unknown' | 'not sent' };

/**
 * Sends one reader's issue of a day again: by hand and by name only, since of an `unknown` one she may have the mail
 * already. It has the same Message-ID; papers that came with a later issue are left out.
 */
export async function resendIssue(
  context: DigestContext,
  { address, day }: { address: string; day: string },
): Promise<Resent> {
  const { database, clock } = context;
  const key = parseEmailAddress(address)?.key ?? '';
  const issue = await database
    .selectFrom('issues')
    .innerJoin('subscriptions', 'subscriptions.id', 'issues.subscription_id')
    .select(['issues.id', 'state', 'address'])
    .where('address_key', '=', key)
    .where('issue_on', '=', day)
    .where('kind', '=', 'digest')
    .executeTakeFirst();
  if (!issue) return 'not found';
  const planned = await database
    .updateTable('issues')
    .set({ state: 'planned', attempt_count: 0, next_attempt_at: clock.now().toISOString(), ended_at: null })
    .where('id', '=', issue.id)
    .where('state', 'in', ['failed', 'unknown'])
    .returning('id')
    .executeTakeFirst();
  if (!planned) return { notResendable: issue.state };
  const due = { id: issue.id, domain: domainOf(issue.address) };
  return { outcome: await sendIssue(context, openLedger(context), due) };
}
