import { parseConnectionUrl } from 'nodemailer/lib/shared';
import type { Clock } from '../lib/clock.ts';
import type { DkimSigner } from './dkim-signer.ts';
import { composeMail } from './compose-mail.ts';
import { MailError } from './mail-error.ts';
import type { Mailer } from './mailer.ts';
import { openSmtpSession, type Envelope, type SmtpSession } from './smtp-session.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://...`; nodemailer's query options work. */
  url: string;
  clock: Clock;
  /** Signs every mail; left out, the server may. */
  dkim?: DkimSigner | undefined;
  /** Connections kept open to the server; as many mails go out at once. */
  maxConnections?: number;
}

/** Many servers close a connection after some hundred mails; better to leave first. */
const MAX_MAILS_PER_SESSION = 100;
const IDLE_MS = 20_000;

/**
 * A mailer over SMTP with connections of its own. nodemailer's pool is not used because it puts a mail back into its
 * queue when a connection closes, and says of a lost connection only that it was lost: which mail may be tried again
 * is the ledger's to decide, and it must know whether the mail had begun to flow.
 */
export function createSmtpMailer({ url, clock, dkim, maxConnections = 10 }: SmtpOptions): Mailer {
  const server = { ...parseConnectionUrl(url), logger: false };
  const idle = new Map<SmtpSession, NodeJS.Timeout>();
  const slots = createSlots(maxConnections);
  let isClosed = false;

  async function send(envelope: Envelope, source: Buffer): Promise<string> {
    const session = takeIdle() ?? (await openSmtpSession(server));
    try {
      return await session.send(envelope, source);
    } finally {
      putBack(session);
    }
  }

  function takeIdle(): SmtpSession | undefined {
    for (const [session, timer] of idle) {
      clearTimeout(timer);
      idle.delete(session);
      if (session.isOpen()) return session;
    }
    return undefined;
  }

  /** Waits for nothing: the answer to a mail must be written down before anything else can go wrong. */
  function putBack(session: SmtpSession): void {
    if (session.mailCount() >= MAX_MAILS_PER_SESSION) void session.quit();
    if (!session.isOpen()) return;
    const timer = setTimeout(() => {
      idle.delete(session);
      void session.quit();
    }, IDLE_MS);
    idle.set(session, timer.unref());
  }

  return {
    async submit(message) {
      const composed = composeMail(message, clock.now());
      const source = dkim ? await dkim.sign(composed) : composed;
      const { from, to, returnAddress = bareAddress(from), envelopeId } = message;
      const envelope = { from: returnAddress, to, id: envelopeId };
      if (isClosed) throw new MailError('later', 'smtp: the mailer is closed');
      await slots.take();
      try {
        return { response: await send(envelope, source) };
      } finally {
        slots.giveBack();
      }
    },
    async close() {
      isClosed = true;
      await slots.takeAll();
      for (let session = takeIdle(); session; session = takeIdle()) await session.quit();
    },
  };
}

/** The address in `Name <address>`. */
function bareAddress(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
}

/** A counting semaphore, first come first served. */
function createSlots(count: number) {
  let free = count;
  const waiting: (() => void)[] = [];
  const slots = {
    async take(): Promise<void> {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    giveBack(): void {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
    /** Waits until nobody holds one any more; nobody gets one afterwards. */
    async takeAll(): Promise<void> {
      for (let taken = 0; taken < count; taken += 1) await slots.take();
    },
  };
  return slots;
}
