import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';

/** Signs composed mails (RFC 6376). */
export interface DkimSigner {
  /** The mail with its signature before it. */
  sign(source: Buffer): Promise<Buffer>;
}

export interface DkimKey {
  /** The sender's domain: it must be that of the From address for DMARC to count the signature. */
  domain: string;
  /** PKCS #8, PEM. */
  privateKey: string;
}

/** Names the key among those of the domain. */
export const DKIM_SELECTOR = 'offprint';

/** RFC 6376 5.4.1, with the headers that RFC 8058 3.1 demands for one-click. */
const SIGNED_HEADERS = [
  ...[
    'From',
    'To',
    'Subject',
    'Date',
    'Message-ID',
    'MIME-Version',
    'Content-Type',
    'Content-Transfer-Encoding',
  ],
  ...[
    'List-Id',
    'List-Unsubscribe',
    'List-Unsubscribe-Post',
    'List-Archive',
    'Auto-Submitted',
    'Feedback-ID',
  ],
];

/**
 * rsa-sha256, relaxed/relaxed. Own code rather than nodemailer's: that signs on the main thread, where a signature
 * costs as much as everything else of a mail together.
 */
export function createDkimSigner({ domain, privateKey }: DkimKey): DkimSigner {
  const key = createPrivateKey(privateKey);
  return {
    async sign(source) {
      const { headers, body } = splitMail(source.toString('latin1'));
      const signed = SIGNED_HEADERS.flatMap((name) => headers.get(name.toLowerCase()) ?? []);
      const names = signed.map((line) => line.slice(0, line.indexOf(':')));
      const bodyHash = createHash('sha256').update(relaxBody(body), 'latin1').digest('base64');
      const unsigned = [
        `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain};`,
        ` q=dns/txt; s=${DKIM_SELECTOR}; bh=${bodyHash};`,
        ` ${fold(`h=${names.join(':')};`, /.{1,70}:|.+/g)}`,
        ' b=',
      ].join('\r\n');
      const data = [...signed.map(relaxHeader), relaxHeader(unsigned)].join('\r\n');
      const signature = await signInBackground('sha256', Buffer.from(data, 'latin1'), key);
      const header = `${unsigned}${fold(signature.toString('base64'), /.{1,72}/g)}\r\n`;
      return Buffer.concat([Buffer.from(header, 'latin1'), source]);
    },
  };
}

/** Runs in the thread pool. */
const signInBackground = promisify<string, Buffer, KeyObject, Buffer>(sign);

function fold(text: string, pieces: RegExp): string {
  return (text.match(pieces) ?? []).join('\r\n ');
}

/** Each header with its folded lines, by lower-case name; of a name that comes twice, the last (RFC 6376 5.4.2). */
function splitMail(mail: string): { headers: Map<string, string>; body: string } {
  const end = mail.indexOf('\r\n\r\n');
  const lines = mail.slice(0, end).split(/\r\n(?![ \t])/);
  const headers = new Map(lines.map((line) => [line.slice(0, line.indexOf(':')).trim().toLowerCase(), line]));
  return { headers, body: mail.slice(end + 4) };
}

/** RFC 6376 3.4.2 */
function relaxHeader(header: string): string {
  const colon = header.indexOf(':');
  const value = header
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${header.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** RFC 6376 3.4.4 */
function relaxBody(body: string): string {
  const relaxed = body
    .replace(/[ \t]{2,}|\t/g, ' ')
    .replaceAll(' \r\n', '\r\n')
    .replace(/ $/, '');
  let end = relaxed.length;
  while (relaxed.endsWith('\r\n', end)) end -= 2;
  return end === 0 ? '' : `${relaxed.slice(0, end)}\r\n`;
}

/** A new RSA key of 2048 bits, which every verifier takes; PKCS #8, PEM. */
export function makeDkimKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The TXT record that publishes a key: its name, and its value in pieces that a TXT record can hold. */
export function dkimRecord({ domain, privateKey }: DkimKey): { name: string; value: string } {
  const publicKey = createPublicKey(createPrivateKey(privateKey))
    .export({ type: 'spki', format: 'der' })
    .toString('base64');
  const pieces = `v=DKIM1; k=rsa; p=${publicKey}`.match(/.{1,250}/g) ?? [];
  return {
    name: `${DKIM_SELECTOR}._domainkey.${domain}`,
    value: pieces.map((piece) => `"${piece}"`).join(' '),
  };
}
