/** A blank before the line's end grows by two, and then the line has the 76 characters that it may have. */
const MAX_LINE_LENGTH = 74;

const [TAB, LINE_FEED, RETURN, SPACE, EQUALS] = [0x09, 0x0a, 0x0d, 0x20, 0x3d];
const HEX = Buffer.from('0123456789ABCDEF', 'latin1');

/** 1 for bytes that stand for themselves, blanks but at a line's end. */
const LITERAL = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte >= SPACE && byte < 0x7f && byte !== EQUALS) || byte === TAB ? 1 : 0,
);

/**
 * Text as quoted-printable (RFC 2045 6.7), in UTF-8, with CRLF at the lines' ends. No character is cut in two by a soft
 * break. Own code because nodemailer's streams and regular expressions took a quarter of a mail's time.
 */
export function quotedPrintable(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  // At the worst three characters a byte, and a soft break after each 63 of them.
  const encoded = Buffer.allocUnsafe(bytes.length * 4 + 3);
  let length = 0;
  let column = 0;

  function writeEscaped(byte: number): void {
    encoded[length++] = EQUALS;
    encoded[length++] = HEX[byte >> 4]!;
    encoded[length++] = HEX[byte & 15]!;
    column += 3;
  }
  function escapeLastBlank(): void {
    const last = encoded[length - 1];
    if (column === 0 || (last !== SPACE && last !== TAB)) return;
    length -= 1;
    writeEscaped(last);
  }
  function endLine(): void {
    encoded[length++] = RETURN;
    encoded[length++] = LINE_FEED;
    column = 0;
  }

  for (let at = 0; at < bytes.length;) {
    const start = at;
    const end = Math.min(bytes.length, at + MAX_LINE_LENGTH - column);
    while (at < end && LITERAL[bytes[at]!] === 1) encoded[length++] = bytes[at++]!;
    column += at - start;
    const byte = bytes[at];
    const lineEnd = byte === LINE_FEED ? 1 : byte === RETURN && bytes[at + 1] === LINE_FEED ? 2 : 0;
    if (lineEnd > 0) {
      escapeLastBlank();
      endLine();
      at += lineEnd;
    } else if (byte !== undefined && column + lengthFrom(byte) > MAX_LINE_LENGTH) {
      encoded[length++] = EQUALS;
      endLine();
    } else if (byte !== undefined) {
      writeEscaped(byte);
      at += 1;
    }
  }
  escapeLastBlank();
  return encoded.toString('latin1', 0, length);
}

/** Of the whole character that begins with this byte, as it is written; of a byte within one, its own. */
function lengthFrom(byte: number): number {
  if (LITERAL[byte] === 1) return 1;
  if (byte >= 0xf0) return 12;
  if (byte >= 0xe0) return 9;
  return byte >= 0xc0 ? 6 : 3;
}
