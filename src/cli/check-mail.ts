import { readFile } from 'node:fs/promises';
import { parseEmailAddress } from '../digests/email-address.ts';
import { senderDomain } from '../digests/mail-links.ts';
import { checkRelay } from '../mail/check/check-relay.ts';
import { checkSenderDomain } from '../mail/check/check-sender-domain.ts';
import { WrongUseError, type CommandContext } from './command.ts';

/** `mail check`: one line for each finding. */
export async function checkMail(
  { config, resolver, digests, clock, stdout }: CommandContext,
  typed: string | undefined,
): Promise<0 | 1> {
  const to = typed === undefined ? senderAddress(config.mailFrom) : parseEmailAddress(typed)?.address;
  if (to === undefined) throw new WrongUseError(`"${typed}" is not a mail address`);
  const domain = senderDomain(config);
  const returnAddress = config.bounceAddress || senderAddress(config.mailFrom);
  const findings = await checkSenderDomain(resolver, {
    domain,
    returnDomain: returnAddress.slice(returnAddress.lastIndexOf('@') + 1).toLowerCase(),
    relayHost: config.smtpUrl ? new URL(config.smtpUrl).hostname.replace(/^\[|\]$/g, '') : undefined,
    dkimKey: await readFile(config.dkimKeyPath, 'utf8').catch(() => undefined),
  });
  if (!config.smtpUrl) {
    findings.push({
      isGood: false,
      sentence: 'Mail server: OFFPRINT_SMTP_URL is not set, so mails are only written to the outbox folder.',
    });
  } else {
    findings.push(
      await checkRelay(
        { mailer: (await digests()).mailer, clock },
        { from: config.mailFrom, to, returnAddress },
      ),
    );
  }
  for (const { isGood, sentence } of findings) stdout.write(`${isGood ? 'ok  ' : 'mend'}  ${sentence}\n`);
  return findings.every(({ isGood }) => isGood) ? 0 : 1;
}

function senderAddress(mailFrom: string): string {
  return /<([^<>]+)>\s*$/.exec(mailFrom)?.[1] ?? mailFrom.trim();
}
