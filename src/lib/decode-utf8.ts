import { isUtf8 } from 'node:buffer';

/** Stands where bytes were no UTF-8. A noncharacter that no proper text holds, so damage can be told from a real `�`. */
export const NOT_UTF8 = '\uffff';

/** Decodes UTF-8 given in pieces of any size; bytes that are none become `NOT_UTF8`, the lines around them are kept. */
export async function* decodeUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let carried: Uint8Array = new Uint8Array(0);
  let isFirst = true;
  for await (const chunk of chunks) {
    const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
    const end = bytes.length - incompleteTail(bytes);
    carried = bytes.slice(end);
    const text = decode(bytes.subarray(0, end));
    const withoutMark = isFirst && text.startsWith('\ufeff') ? text.slice(1) : text;
    if (text !== '') isFirst = false;
    if (withoutMark !== '') yield withoutMark;
  }
  if (carried.length > 0) yield NOT_UTF8;
}

function decode(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return buffer.toString('utf8');
  return splitAfterNewlines(buffer)
    .map((line) =>
      isUtf8(line) ? line.toString('utf8') : line.toString('utf8').replaceAll('\ufffd', NOT_UTF8),
    )
    .join('');
}

function splitAfterNewlines(buffer: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  while (start < buffer.length) {
    const newline = buffer.indexOf(0x0a, start);
    const end = newline < 0 ? buffer.length : newline + 1;
    lines.push(buffer.subarray(start, end));
    start = end;
  }
  return lines;
}

/** How many bytes at the end begin a character that goes on in the next piece: 0 to 3. */
function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}
