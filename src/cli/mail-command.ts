import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { senderDomain } from '../digests/mail-links.ts';
import { dkimRecord, makeDkimKey } from '../mail/dkim-signer.ts';
import { takeReport } from '../digests/bounces/take-report.ts';
import { readReturnedMails, readStart } from '../mail/reports/returned-mail-files.ts';
import { checkMail } from './check-mail.ts';
import { WrongUseError, type Command, type CommandContext } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** What an operator does so that mails are believed, and reads what came back. */
export const mailCommand: Command = {
  name: 'mail',
  summary: 'make the key that signs mails, check the set-up, read mails that came back',
  usage: `Usage: bin/offprint mail keys
       bin/offprint mail check [ADDRESS]
       bin/offprint mail bounces [FILE | MAILDIR | -]

keys      makes a DKIM key (RSA, 2048 bits) in the data folder, or keeps the one that is there, and prints the records
          to publish for the sender's domain: the key, SPF and DMARC. From then on every mail over SMTP is signed;
          restart bin/offprint serve.
check     asks DNS for SPF, DKIM, DMARC and the mail server's name, sends a test mail to ADDRESS (default: the sender's
          own) and says in sentences what is right and what to mend.
bounces   reads reports of failed delivery and complaints from a file, the new mails of a Maildir, or the standard input
          (the default, for a mail server's pipe): addresses that do not exist, or whose readers complained, get no
          more mails. Reading one twice changes nothing.

Exit codes: 0 done (check: nothing to mend), 1 failed or something to mend, 2 wrong use.
`,
  async run(context, args) {
    const [verb, argument, ...rest] = parseOptions(args, {}).positionals;
    if (rest.length > 0 || (verb === 'keys' && argument !== undefined)) {
      throw new WrongUseError(`mail ${verb} takes fewer words`);
    }
    if (verb === 'keys') return printKeys(context);
    if (verb === 'check') return checkMail(context, argument);
    if (verb === 'bounces') return readBounces(context, argument ?? '-');
    throw new WrongUseError('mail takes one of the words keys, check and bounces');
  },
};

async function printKeys({ stdout, config }: CommandContext): Promise<0> {
  const domain = senderDomain(config);
  const { key, isNew } = await loadOrMakeKey(config.dkimKeyPath);
  const { name, value } = dkimRecord({ domain, privateKey: key });
  stdout.write(`${isNew ? 'Made' : 'Kept'} the key in ${config.dkimKeyPath}. Publish these records:

${name}. IN TXT ${value}
${domain}. IN TXT "v=spf1 mx a:HOST-OF-YOUR-MAIL-SERVER -all"
_dmarc.${domain}. IN TXT "v=DMARC1; p=none; rua=mailto:postmaster@${domain}"

Write the host of your mail server into the second. Raise p=none to p=quarantine once reports show no surprises.
`);
  return 0;
}

async function readBounces({ digests, stdin, stdout, signal }: CommandContext, path: string): Promise<0> {
  const context = await digests();
  const outcomes = new Map<string, number>();
  const take = async (source: Buffer): Promise<void> => {
    const outcome = await takeReport(context, { source });
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  };
  if (path === '-') await take(await readStart(stdin()));
  else {
    for await (const { source, done } of readReturnedMails(path)) {
      await take(source);
      await done();
      if (signal.aborted) break;
    }
  }
  const counted = [...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  stdout.write(`Mails read: ${counted || 'none'}.\n`);
  return 0;
}

async function loadOrMakeKey(path: string): Promise<{ key: string; isNew: boolean }> {
  try {
    return { key: await readFile(path, 'utf8'), isNew: false };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const key = makeDkimKey();
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, key, { mode: 0o600, flag: 'wx' });
  return { key, isNew: true };
}
