import { MailError, mailOutcomeOf, type MailOutcome } from '../mail/mail-error.ts';
import { recordBounce } from './bounces/record-return.ts';
import { recordEnd, recordPutOff, type Attempt } from './issue-ledger.ts';
import type { SubscriptionContext } from './subscription.ts';

/**
 * Writes down what kept a mail from being submitted. A server that refuses the recipient at once says what a report
 * would say later, and it counts the same.
 */
export async function recordTrouble(
  context: Pick<SubscriptionContext, 'database' | 'clock' | 'signer'>,
  attempt: Attempt,
  error: unknown,
): Promise<MailOutcome | 'suppressed'> {
  const { database, clock } = context;
  const outcome = mailOutcomeOf(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (outcome === 'later') {
    await recordPutOff(database, clock.now(), attempt, detail);
    return outcome;
  }
  await recordEnd(database, clock.now(), attempt, {
    state: outcome === 'refused' ? 'failed' : 'unknown',
    detail,
  });
  if (outcome !== 'refused' || !(error instanceof MailError) || !isOfAddress(error)) return outcome;
  const became = await recordBounce(context, attempt.issueId, error.status ?? '5.0.0');
  return became === 'suppressed' ? 'suppressed' : outcome;
}

/** RFC 3463: x.1 is about the address, x.2 about the mailbox; a refusal of the recipient may come without a code. */
function isOfAddress({ status, isOfRecipient }: MailError): boolean {
  return status === undefined ? isOfRecipient : isOfRecipient || /^5\.[12]\./.test(status);
}
