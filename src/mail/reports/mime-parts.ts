/** One part of a mail: its headers, and its content decoded as far as reports need it. */
export interface MimePart {
  /** Lower-case, `message/delivery-status`. */
  type: string;
  headers: MailHeaders;
  text: string;
}

/** Values by lower-case name, unfolded, in the order of the mail. */
export type MailHeaders = ReadonlyMap<string, readonly string[]>;

/** Reports are small; what is cut off is the returned mail's end. */
const MAX_BYTES = 512 * 1024;
const MAX_PARTS = 30;
const MAX_DEPTH = 4;
const MAX_HEADERS = 300;

/**
 * The mail's own headers and its parts, nested ones after each other, as far as they can be read (RFC 2045, 2046). Any
 * bytes give an answer; what is no mail is one part of text.
 */
export function readMimeParts(source: Uint8Array): { headers: MailHeaders; parts: MimePart[] } {
  // Latin-1 keeps every byte; reports are ASCII where it matters.
  const text = Buffer.from(source.subarray(0, MAX_BYTES)).toString('latin1').replaceAll('\r\n', '\n');
  const parts: MimePart[] = [];
  const { headers, body } = splitHeaders(text);
  collect(headers, body, 0, parts);
  return { headers, parts };
}

/** Lines of `Name: value` up to an empty line, as in mails, delivery status and feedback reports. */
export function readHeaderLines(text: string): MailHeaders {
  const headers = new Map<string, string[]>();
  let count = 0;
  for (const line of text.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name, value] = /^([!-9;-~]{1,80}):[ \t]*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    if ((count += 1) > MAX_HEADERS) break;
    const key = name.toLowerCase();
    headers.set(key, [...(headers.get(key) ?? []), value.trim()]);
  }
  return headers;
}

function splitHeaders(text: string): { headers: MailHeaders; body: string } {
  if (text.startsWith('\n')) return { headers: new Map(), body: text.slice(1) };
  const end = text.indexOf('\n\n');
  return end < 0
    ? { headers: readHeaderLines(text), body: '' }
    : { headers: readHeaderLines(text.slice(0, end)), body: text.slice(end + 2) };
}

function collect(headers: MailHeaders, body: string, depth: number, parts: MimePart[]): void {
  if (parts.length >= MAX_PARTS) return;
  const contentType = headers.get('content-type')?.[0] ?? 'text/plain';
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(contentType)?.[0].toLowerCase() ?? 'text/plain';
  const boundary = boundaryOf(contentType);
  if (!type.startsWith('multipart/') || boundary === undefined || depth >= MAX_DEPTH) {
    parts.push({ type, headers, text: decode(headers, body) });
    return;
  }
  const pieces = `\n${body}`.split(`\n--${boundary}`).slice(1, MAX_PARTS + 1);
  for (const piece of pieces) {
    if (piece.startsWith('--')) return;
    const part = splitHeaders(piece.slice(piece.indexOf('\n') + 1));
    collect(part.headers, part.body, depth + 1, parts);
  }
}

function boundaryOf(contentType: string): string | undefined {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType) ?? [];
  return quoted ?? bare;
}

function decode(headers: MailHeaders, body: string): string {
  const encoding = headers.get('content-transfer-encoding')?.[0]?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('latin1').replaceAll('\r\n', '\n');
  if (encoding !== 'quoted-printable') return body;
  return body
    .replace(/[ \t]*=\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
