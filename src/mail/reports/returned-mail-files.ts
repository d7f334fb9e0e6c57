import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export interface ReturnedMailFile {
  source: Buffer;
  /** Of a Maildir: moves the mail from `new` to `cur`, seen. Otherwise nothing. */
  done(): Promise<void>;
}

/** What is cut off is the end of the returned mail. */
const MAX_BYTES = 1024 * 1024;
const MAX_FILES = 100_000;

/**
 * The mails at a path: a file with one mail, or a Maildir, whose new ones are given.
 * @throws Error in a sentence when there is nothing of the kind.
 */
export async function* readReturnedMails(path: string): AsyncGenerator<ReturnedMailFile> {
  const found = await stat(path).catch(() => {
    throw new Error(`there is no file or folder ${path}`);
  });
  if (!found.isDirectory()) {
    yield { source: await readStart(createReadStream(path)), done: async () => {} };
    return;
  }
  const names = await readdir(join(path, 'new')).catch(() => {
    throw new Error(`${path} is no Maildir: it has no folder "new"`);
  });
  await mkdir(join(path, 'cur'), { recursive: true });
  for (const name of names.sort().slice(0, MAX_FILES)) {
    const file = await open(join(path, 'new', name)).catch(undefinedWhereMissing);
    // Another reader of the Maildir was faster.
    if (!file) continue;
    const source = await readStart(file.createReadStream());
    yield { source, done: () => rename(join(path, 'new', name), join(path, 'cur', `${name}:2,S`)) };
  }
}

/** The first megabyte of a stream; the rest is read and dropped, so that the writer is not cut off. */
export async function readStart(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer | string>) {
    const bytes = Buffer.from(chunk as string);
    if (size < MAX_BYTES) chunks.push(bytes);
    size += bytes.length;
  }
  return Buffer.concat(chunks).subarray(0, MAX_BYTES);
}

function undefinedWhereMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
