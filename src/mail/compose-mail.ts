import MimeNode from 'nodemailer/lib/mime-node';
import { MailError } from './mail-error.ts';
import type { MailMessage } from './mailer.ts';
import { quotedPrintable } from './quoted-printable.ts';

/** RFC 5322 2.1.1, without the line's end. */
const MAX_LINE_BYTES = 998;

/** RFC 2045 6.7: in quoted-printable text `=_` never stands, so that no part can hold it. */
const BOUNDARY = '=_offprint';

/**
 * The mail as it goes over the wire (RFC 5322): a text and, where there is one, an HTML part, quoted-printable, every byte ASCII but for an
 * international address (RFC 6531). Headers of `message.headers` stand on one line each, since signatures break where
 * a relay folds them anew.
 */
export function composeMail(message: MailMessage, date: Date): Buffer {
  const { text, html } = message;
  const content =
    html === undefined
      ? part('text/plain', text)
      : [
          `Content-Type: multipart/alternative; boundary="${BOUNDARY}"\r\n\r\n--${BOUNDARY}\r\n`,
          part('text/plain', text),
          `\r\n--${BOUNDARY}\r\n`,
          part('text/html', html),
          `\r\n--${BOUNDARY}--\r\n`,
        ].join('');
  return Buffer.from(`${headersOf(message, date)}\r\n${content}`, 'utf8');
}

function part(type: string, content: string): string {
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quotedPrintable(content)}`;
}

/** All but those of the content. */
function headersOf(message: MailMessage, date: Date): string {
  const node = new MimeNode();
  for (const [name, value] of Object.entries(message.headers)) {
    node.addHeader(name, preparedHeader(name, value));
  }
  node.setHeader('From', message.from);
  // An object is not parsed: an address stays an address whatever stands in it.
  node.setHeader('To', { name: '', address: message.to });
  node.setHeader('Subject', message.subject);
  node.setHeader('Message-ID', `<${message.messageId}>`);
  node.setHeader('Date', date);
  return node.buildHeaders();
}

function preparedHeader(name: string, value: string): { prepared: true; value: string } {
  if (!/^[\x20-\x7e]+$/.test(value) || name.length + value.length + 2 > MAX_LINE_BYTES) {
    throw new MailError(
      'refused',
      `mail: the header ${name} must be one line of ASCII, at most ${MAX_LINE_BYTES} bytes`,
    );
  }
  return { prepared: true, value };
}
