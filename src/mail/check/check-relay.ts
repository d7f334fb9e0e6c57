import type { Clock } from '../../lib/clock.ts';
import { randomNonce } from '../../lib/signed-token.ts';
import { MailError } from '../mail-error.ts';
import type { Mailer } from '../mailer.ts';
import type { Finding } from './dns-lookups.ts';

/** Sends a test mail and says what the mail server answered. Who gets it sees in its headers what others' servers think. */
export async function checkRelay(
  { mailer, clock }: { mailer: Mailer; clock: Clock },
  { from, to, returnAddress }: { from: string; to: string; returnAddress?: string },
): Promise<Finding> {
  const domain = from.slice(from.lastIndexOf('@') + 1).replace('>', '');
  try {
    const { response } = await mailer.submit({
      ...{ from, to, ...(returnAddress && { returnAddress }) },
      subject: 'Offprint: a test mail',
      text: `This mail shows that Offprint can send.\n\nWhether it is believed stands in its headers: look for spf=pass, dkim=pass and dmarc=pass\nin Authentication-Results.\n`,
      messageId: `check.${clock.now().getTime()}.${randomNonce()}@${domain}`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return {
      isGood: true,
      sentence: `Mail server: it took a test mail to ${to} and answered "${response}".`,
    };
  } catch (error) {
    const outcome = error instanceof MailError ? error.outcome : 'unknown';
    const meaning = {
      refused: 'it refused the test mail for good',
      later: 'the test mail could not be handed over now',
      unknown: 'the connection was lost while the test mail was on its way',
    }[outcome];
    return { isGood: false, sentence: `Mail server: ${meaning}: ${(error as Error).message}` };
  }
}
