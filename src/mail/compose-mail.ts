import MailComposer from 'nodemailer/lib/mail-composer';
import { MailError } from './mail-error.ts';
import type { MailMessage } from './mailer.ts';

/** RFC 5322 2.1.1, without the line's end. */
const MAX_LINE_BYTES = 998;

/**
 * The mail as it goes over the wire (RFC 5322): a text and, where there is one, an HTML part, quoted-printable, every byte ASCII but for an
 * international address (RFC 6531). Headers of `message.headers` stand on one line each, since signatures break where
 * a relay folds them anew.
 */
export async function composeMail(message: MailMessage, date: Date): Promise<Buffer> {
  const composer = new MailComposer({
    from: message.from,
    // An object is not parsed: an address stays an address whatever stands in it.
    to: { name: '', address: message.to },
    subject: message.subject,
    messageId: `<${message.messageId}>`,
    date,
    text: message.text,
    ...(message.html !== undefined && { html: message.html }),
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, preparedHeader(name, value)]),
    ),
    encoding: 'quoted-printable',
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
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
