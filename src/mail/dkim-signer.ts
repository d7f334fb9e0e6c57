import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import DKIM from 'nodemailer/lib/dkim';

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

/**
 * RFC 6376 5.4.1, with the headers that RFC 8058 3.1 demands for one-click. nodemailer leaves List-Unsubscribe-Post
 * out unless it is told.
 */
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

export function createDkimSigner({ domain, privateKey }: DkimKey): DkimSigner {
  const signer = new DKIM({
    ...{ domainName: domain, keySelector: DKIM_SELECTOR, privateKey },
    headerFieldNames: SIGNED_HEADERS.join(':'),
  });
  return { sign: (source) => buffer(signer.sign(source)) };
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
