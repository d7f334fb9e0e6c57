import { createReadStream } from 'node:fs';
import { decodeUtf8 } from '../lib/decode-utf8.ts';
import { DamagedGzipError, gunzip, isGzip } from '../lib/gunzip.ts';
import { peek } from '../lib/peek.ts';

/** A file, or the rest of it, can't be read; the message goes on after "refs.bib: " and says what to do. */
export class UnreadableFileError extends Error {}

export interface TextFile {
  /** The first 64 Ki characters, or all of them. */
  head: string;
  /** The whole text, in pieces; throws UnreadableFileError where it breaks off. */
  text: AsyncIterable<string>;
}

const HEAD_LENGTH = 64 * 1024;

/**
 * Opens a text file, plain or gzip, and looks at its beginning. `onBytes` hears how much of the file was read.
 * @throws UnreadableFileError for what is no text in UTF-8.
 */
export async function openTextFile(path: string, onBytes: (count: number) => void): Promise<TextFile> {
  const stored = await peek(readBytes(path, onBytes), (seen) => seen.length > 0);
  const packed = stored.seen[0] ?? new Uint8Array(0);
  const content = isGzip(packed) ? gunzip(stored.all) : stored.all;
  const bytes = await peek(content, (seen) => seen.length > 0);
  refuseBinary(bytes.seen[0] ?? new Uint8Array(0));
  const pieces = await peek(decodeUtf8(bytes.all), (seen) => lengthOf(seen) >= HEAD_LENGTH);
  return { head: pieces.seen.join('').slice(0, HEAD_LENGTH), text: explainFailures(pieces.all) };
}

async function* readBytes(path: string, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path, {
    highWaterMark: 128 * 1024,
  }) as AsyncIterable<Uint8Array>) {
    onBytes(chunk.length);
    yield chunk;
  }
}

/** Beginnings of files that people take for text, and what to do with them. */
const BEGINNINGS: [bytes: number[], reason: string][] = [
  [[0xff, 0xfe], 'is UTF-16 text; convert it, for example with iconv -f UTF-16 -t UTF-8, and import that'],
  [[0xfe, 0xff], 'is UTF-16 text; convert it, for example with iconv -f UTF-16 -t UTF-8, and import that'],
  [[0x50, 0x4b, 0x03, 0x04], 'is a ZIP archive; unpack it and import what is inside'],
  [[0x42, 0x5a, 0x68], 'is packed with bzip2; unpack it with bunzip2 and import that'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'is packed with xz; unpack it with unxz and import that'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'is packed with zstd; unpack it with unzstd and import that'],
  [[0x25, 0x50, 0x44, 0x46], 'is a PDF; import the metadata of papers, as BibTeX or another format'],
];

function refuseBinary(head: Uint8Array): void {
  for (const [bytes, reason] of BEGINNINGS) {
    if (bytes.every((byte, index) => head[index] === byte)) throw new UnreadableFileError(reason);
  }
  if (head.subarray(0, HEAD_LENGTH).includes(0)) {
    throw new UnreadableFileError('is a binary file; Offprint imports text, plain or packed with gzip');
  }
}

async function* explainFailures(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  try {
    yield* pieces;
  } catch (error) {
    throw new UnreadableFileError(explain(error), { cause: error });
  }
}

function explain(error: unknown): string {
  if (error instanceof DamagedGzipError) {
    return error.isTruncated
      ? 'ends too early (the gzip data is cut off); fetch it again'
      : 'is damaged (the gzip data is wrong); fetch it again';
  }
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'there is no such file';
  const message = error instanceof Error ? error.message : String(error);
  return `can't be read: ${message}`;
}

function lengthOf(pieces: readonly string[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
