/** A mail of our own making, read back. */
export interface ComposedMail {
  to: string;
  subject: string;
  /** The Date header, RFC 5322. */
  date: string;
  html: string;
  text: string;
  /** The whole source. */
  source: string;
}

/**
 * Reads what `composeMail` writes, and only that: one or two quoted-printable parts, headers as encoded words. Mails from
 * elsewhere need a real parser.
 */
export function readComposedMail(bytes: Uint8Array): ComposedMail {
  const source = Buffer.from(bytes).toString('utf8');
  const [head, body] = splitHead(source);
  const headers = readHeaders(head);
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1];
  const parts = boundary ? body.split(`--${boundary}`).slice(1, -1).map(readPart) : [readPart(source)];
  const contentOf = (type: string): string => parts.find((part) => part.type.startsWith(type))?.content ?? '';
  return {
    to: decodeWords(headers.get('to') ?? ''),
    subject: decodeWords(headers.get('subject') ?? ''),
    date: headers.get('date') ?? '',
    html: contentOf('text/html'),
    text: contentOf('text/plain'),
    source,
  };
}

function splitHead(source: string): [head: string, body: string] {
  const end = source.indexOf('\r\n\r\n');
  return end < 0 ? [source, ''] : [source.slice(0, end), source.slice(end + 4)];
}

function readPart(part: string): { type: string; content: string } {
  const [head, body] = splitHead(part.replace(/^\r\n/, ''));
  // The line's end before the next boundary belongs to the boundary (RFC 2046 5.1.1).
  const content = decodeQuotedPrintable(body.replace(/\r\n$/, '')).toString('utf8').replaceAll('\r\n', '\n');
  return { type: readHeaders(head).get('content-type') ?? '', content };
}

function readHeaders(head: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

/** RFC 2047: words in UTF-8; the space between two of them is not part of the text. */
function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/(?:=\?UTF-8\?[QB]\?[^?]*\?=)+/gi, (words) =>
      Buffer.concat([...words.matchAll(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi)].map(decodeWord)).toString('utf8'),
    );
}

function decodeWord([, encoding = '', text = '']: RegExpMatchArray): Buffer {
  return encoding.toUpperCase() === 'B'
    ? Buffer.from(text, 'base64')
    : decodeQuotedPrintable(text.replaceAll('_', ' '));
}

/** RFC 2045 6.7. */
function decodeQuotedPrintable(text: string): Buffer {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
