import { createGunzip } from 'node:zlib';

/** The compressed data ends too early or is damaged; everything before that was given out. */
export class DamagedGzipError extends Error {
  readonly isTruncated: boolean;

  constructor({ isTruncated }: { isTruncated: boolean }) {
    super(isTruncated ? 'the gzip data ends too early' : 'the gzip data is damaged');
    this.isTruncated = isTruncated;
  }
}

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * Unpacks gzip data, also of several members one after another. Memory stays within one piece's content.
 * @throws DamagedGzipError, after all that could be unpacked.
 */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: 256 * 1024 });
  let unpacked: Uint8Array[] = [];
  let failure: NodeJS.ErrnoException | undefined;
  // Flowing and collected at once: a paused stream would throw away what it holds when an error comes.
  stream.on('data', (piece: Uint8Array) => unpacked.push(piece));
  stream.on('error', (error) => (failure = error));
  // After an error the callback of a write may never be called; `close` always comes.
  const closed = new Promise<void>((resolve) => stream.once('close', resolve));
  const take = (): Uint8Array[] => unpacked.splice(0);
  try {
    for await (const chunk of chunks) {
      for (const piece of slices(chunk)) {
        await Promise.race([closed, new Promise<void>((resolve) => stream.write(piece, () => resolve()))]);
        yield* take();
        if (failure) throw new DamagedGzipError({ isTruncated: false });
      }
    }
    stream.end();
    await closed;
    yield* take();
    if (failure) throw new DamagedGzipError({ isTruncated: failure.code === 'Z_BUF_ERROR' });
  } finally {
    unpacked = [];
    stream.destroy();
  }
}

/** Gzip packs at most 1 : 1032, so a slice of 64 KiB holds at most 66 MiB. */
const SLICE_BYTES = 64 * 1024;

function* slices(chunk: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < chunk.length; start += SLICE_BYTES)
    yield chunk.subarray(start, start + SLICE_BYTES);
}
