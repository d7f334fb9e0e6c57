import type { MailMessage } from '../mail/mailer.ts';
import { mailOutcomeOf } from '../mail/mail-error.ts';
import { resetLimit } from './request-limit.ts';
import type { SubscriptionContext } from './subscription.ts';

/**
 * Hands a notice to the mail server; never rejects. A mail that surely did not go out does not count against the
 * address, whose limits are `limitKeys`: its owner may ask again at once.
 */
export async function submitNotice(
  { mailer, database, log }: Pick<SubscriptionContext, 'mailer' | 'database' | 'log'>,
  message: MailMessage,
  { event, limitKeys }: { event: string; limitKeys: string[] },
): Promise<void> {
  try {
    await mailer.submit(message);
  } catch (error) {
    const outcome = mailOutcomeOf(error);
    log.error(`${event}.mail.failed`, { outcome });
    if (outcome === 'unknown') return;
    for (const key of limitKeys) {
      await resetLimit(database, key).catch(() => log.error(`${event}.limit.not_reset`));
    }
  }
}
