import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { senderDomain } from '../digests/mail-links.ts';
import { dkimRecord, makeDkimKey } from '../mail/dkim-signer.ts';
import { WrongUseError, type Command } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** What an operator does once so that mails are believed. */
export const mailCommand: Command = {
  name: 'mail',
  summary: 'make the key that signs mails, and print the DNS records',
  usage: `Usage: bin/offprint mail keys

keys   makes a DKIM key (RSA, 2048 bits) in the data folder, or keeps the one that is there, and prints the records to
       publish for the sender's domain: the key, SPF and DMARC. From then on every mail over SMTP is signed; restart
       bin/offprint serve.

Exit codes: 0 done, 1 failed, 2 wrong use.
`,
  async run({ stdout, config }, args) {
    const { positionals } = parseOptions(args, {});
    if (positionals.join(' ') !== 'keys') throw new WrongUseError('mail takes one word, keys');
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
  },
};

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
