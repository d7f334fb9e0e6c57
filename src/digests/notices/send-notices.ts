import type { RecurringWork } from '../../jobs/recurring-work.ts';
import { mailOutcomeOf } from '../../mail/mail-error.ts';
import type { MailMessage } from '../../mail/mailer.ts';
import { recordSkipped, recordSubmitted, type Attempt } from '../issue-ledger.ts';
import { recordTrouble } from '../record-trouble.ts';
import type { SubscriptionContext } from '../subscription.ts';
import { claimNotice, listDueNotices } from './notice-ledger.ts';
import { prepareNotice } from './prepare-notice.ts';

const MAX_A_RUN = 200;

/** Sends again what a crash or a mail server's trouble kept from people who wait for it. */
export function lateNotices(context: SubscriptionContext): RecurringWork {
  return {
    name: 'late-notices',
    schedule: { pattern: '* * * * *', zone: 'UTC' },
    run: (signal) => sendDueNotices(context, signal),
  };
}

/** One after the other: there are few, and a server in trouble is not helped by many at once. */
export async function sendDueNotices(context: SubscriptionContext, signal?: AbortSignal): Promise<void> {
  const { database, clock } = context;
  for (const issueId of await listDueNotices(database, clock.now(), MAX_A_RUN)) {
    if (signal?.aborted) return;
    const attempt = await claimNotice(database, clock.now(), issueId);
    if (!attempt) continue;
    const message = await prepareNotice(context, issueId);
    if (message) await sendNotice(context, attempt, message);
    else await recordSkipped(database, clock.now(), attempt, 'it lost its sense');
  }
}

/** Hands over a notice that this sender has claimed, and writes down how it ended. */
export async function sendNotice(
  context: SubscriptionContext,
  attempt: Attempt,
  message: MailMessage,
): Promise<'submitted' | 'refused' | 'later' | 'unknown' | 'suppressed'> {
  const { database, clock, mailer, log } = context;
  let response: string;
  try {
    ({ response } = await mailer.submit(message));
  } catch (error) {
    log.error('subscription.mail.failed', { outcome: mailOutcomeOf(error) });
    return recordTrouble(context, attempt, error);
  }
  await recordSubmitted(database, clock.now(), [{ attempt, papers: [], response }]);
  return 'submitted';
}
