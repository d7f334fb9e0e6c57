import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import { composeMail } from './compose-mail.ts';
import { MailError } from './mail-error.ts';
import type { Mailer } from './mailer.ts';
import { readComposedMail, type ComposedMail } from './read-composed-mail.ts';

/** A mail in the outbox folder. */
export interface OutboxMail extends ComposedMail {
  /** The file's name, for {@link findOutboxMail}. */
  name: string;
}

/**
 * A mailer that writes each mail as an `.eml` file into `directory` (made when missing), for development and for
 * installations without a mail server. A file appears whole or not at all; names sort by time.
 */
export function createOutboxMailer({ directory, clock }: { directory: string; clock: Clock }): Mailer {
  return {
    async submit(message) {
      const now = clock.now();
      const source = composeMail(message, now);
      const name = fileName(message.messageId, now);
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await writeWhole(join(directory, name), source);
      } catch (error) {
        throw new MailError('later', `outbox: ${name} can't be written: ${String(error)}`, { cause: error });
      }
      return { response: `250 written to the outbox as ${name}` };
    },
    close: async () => {},
  };
}

/** The newest mails of the outbox, newest first. */
export async function listOutbox(directory: string, { limit }: { limit: number }): Promise<OutboxMail[]> {
  const names = await readdir(directory).catch(emptyWhereMissing);
  const newest = names.filter(isOutboxName).sort().reverse().slice(0, limit);
  const mails = await Promise.all(newest.map((name) => findOutboxMail(directory, name)));
  return mails.filter((mail) => mail !== undefined);
}

/** One mail of the outbox; undefined where there is none of that name. */
export async function findOutboxMail(directory: string, name: string): Promise<OutboxMail | undefined> {
  if (!isOutboxName(name)) return undefined;
  const source = await readFile(join(directory, name)).catch(undefinedWhereMissing);
  return source && { name, ...readComposedMail(source) };
}

/** Names hold no separators and no dots but one, so no name leads out of the folder. */
function isOutboxName(name: string): boolean {
  return /^[\w-]+\.eml$/.test(name);
}

function fileName(messageId: string, now: Date): string {
  const time = now.toISOString().replace(/[-:.]/g, '');
  const mail = createHash('sha256').update(messageId).digest('hex').slice(0, 12);
  return `${time}-${mail}-${randomBytes(4).toString('hex')}.eml`;
}

/** For the program's own user alone: a mail holds an address and the links that act for it. */
async function writeWhole(path: string, content: Buffer): Promise<void> {
  const file = await open(`${path}.part`, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}

function emptyWhereMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

function undefinedWhereMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
