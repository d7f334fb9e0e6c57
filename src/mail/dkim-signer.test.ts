import { createHash, createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { composeMail } from './compose-mail.ts';
import { createDkimSigner, dkimRecord, makeDkimKey } from './dkim-signer.ts';

const key = { domain: 'example.org', privateKey: makeDkimKey() };
const signer = createDkimSigner(key);

async function signedMail(html?: string): Promise<string> {
  const source = composeMail(
    {
      to: 'ada@example.net',
      from: 'Offprint <papers@example.org>',
      subject: 'Überraschung: 12 papers',
      ...(html !== undefined && { html }),
      text: 'One.\n\nTwo.\n\n',
      messageId: 'digest.2026-08-20.x@example.org',
      headers: {
        'List-Id': 'Trending papers, daily <daily.example.org>',
        'List-Unsubscribe': `<https://papers.example.org/subscriptions/unsubscribe/${'x'.repeat(90)}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    },
    new Date('2026-08-20T07:00:00Z'),
  );
  return (await signer.sign(source)).toString('utf8');
}

/** RFC 6376, relaxed/relaxed with rsa-sha256, by the published record alone. */
function isVerified(mail: string): boolean {
  const published =
    /p=([^;]*)/.exec(dkimRecord(key).value.replace(/" "/g, '').replaceAll('"', ''))?.[1] ?? '';
  const publicKey = createPublicKey({ key: Buffer.from(published, 'base64'), format: 'der', type: 'spki' });
  const end = mail.indexOf('\r\n\r\n');
  const headers = mail.slice(0, end).split(/\r\n(?![ \t])/);
  const relaxed = (header: string): string => {
    const colon = header.indexOf(':');
    const value = header
      .slice(colon + 1)
      .replace(/\r\n/g, '')
      .replace(/[ \t]+/g, ' ')
      .trim();
    return `${header.slice(0, colon).toLowerCase().trim()}:${value}`;
  };
  const signature = headers[0] ?? '';
  const tags = new Map(
    relaxed(signature)
      .slice('dkim-signature:'.length)
      .split(';')
      .map((tag) => [tag.split('=', 1)[0]!.trim(), tag.slice(tag.indexOf('=') + 1).trim()]),
  );
  const body = mail
    .slice(end + 4)
    .replace(/[ \t]+/g, ' ')
    .replace(/ \r\n/g, '\r\n')
    .replace(/(\r\n)*$/, '\r\n');
  const bodyHash = createHash('sha256').update(body).digest('base64');
  const names = (tags.get('h') ?? '').split(':').map((name) => name.trim().toLowerCase());
  const signed = names.flatMap((name) =>
    headers.filter((header) => header.toLowerCase().startsWith(`${name}:`)),
  );
  const data = [...signed.map(relaxed), relaxed(signature.replace(/b=[^;]*$/, 'b='))].join('\r\n');
  const bytes = Buffer.from((tags.get('b') ?? '').replace(/\s/g, ''), 'base64');
  return (
    bodyHash === tags.get('bh')?.replace(/\s/g, '') && verify('sha256', Buffer.from(data), publicKey, bytes)
  );
}

test.each(['<p>Two.</p>', undefined])(
  'a signed mail is verified by the published key alone (html: %s)',
  async (html) => {
    expect(isVerified(await signedMail(html))).toBe(true);
  },
);

test.each([
  ['the body', (mail: string) => mail.replace('Two.', 'Too.')],
  ['the subject', (mail: string) => mail.replace(/^Subject: /m, 'Subject: x')],
  ['one-click', (mail: string) => mail.replace('One-Click', 'Two-Click')],
])('it is not once %s is changed', async (_, change) => {
  const mail = await signedMail('<p>Two.</p>');
  expect(change(mail)).not.toBe(mail);
  expect(isVerified(change(mail))).toBe(false);
});

test('the signature covers what RFC 8058 demands', async () => {
  const names = /;h=([^;]*);/
    .exec((await signedMail()).replace(/\s/g, ''))?.[1]
    ?.toLowerCase()
    .split(':');
  expect(names).toEqual(
    expect.arrayContaining([
      'from',
      'to',
      'subject',
      'date',
      'message-id',
      'list-id',
      'list-unsubscribe',
      'list-unsubscribe-post',
    ]),
  );
});
