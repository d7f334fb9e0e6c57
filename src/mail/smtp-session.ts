import { once } from 'node:events';
import { Readable } from 'node:stream';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { MailError, type MailOutcome } from './mail-error.ts';

export interface SmtpServer extends SMTPConnectionOptions {
  auth?: { user?: string | undefined; pass?: string | undefined } | undefined;
}

export interface Envelope {
  /** Bare addresses. */
  from: string;
  to: string;
  /** RFC 3461; told to servers that offer DSN. */
  id?: string | undefined;
}

/** One connection to a mail server, greeted and logged in. */
export interface SmtpSession {
  /** Whether another mail can go over it. */
  isOpen(): boolean;
  /** Mails sent or tried over it. */
  mailCount(): number;
  /**
   * Answers the server's line once it took the mail.
   * @throws MailError
   */
  send(envelope: Envelope, source: Buffer): Promise<string>;
  /** Takes leave of the server; for a session without a mail under way. */
  quit(): Promise<void>;
}

/** Far longer than any server takes for a mail of ours, and shorter than a sender's lease on an issue. */
const SEND_DEADLINE_MS = 5 * 60_000;

const QUIT_DEADLINE_MS = 3_000;

const timeouts = {
  connectionTimeout: 30_000,
  greetingTimeout: 30_000,
  dnsTimeout: 15_000,
  socketTimeout: 120_000,
};

/** What nodemailer adds to its errors. */
interface SmtpFailure extends Error {
  responseCode?: number;
  /** The server's whole answer. */
  response?: string;
  /** What it answered to: `RCPT TO`. */
  command?: string;
}

/**
 * Connects and logs in. Whatever fails here says nothing about any mail: it is always `later`.
 * @throws MailError
 */
export async function openSmtpSession(server: SmtpServer): Promise<SmtpSession> {
  const connection = new SMTPConnection({ ...timeouts, ...server });
  try {
    await connect(connection, server.auth);
  } catch (error) {
    connection.close();
    throw new MailError('later', `smtp: ${server.host} can't be used: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return createSession(connection);
}

function connect(connection: SMTPConnection, auth: SmtpServer['auth']): Promise<void> {
  return new Promise((resolve, reject) => {
    // Stays attached: an error event nobody listens to would end the process.
    connection.on('error', reject);
    connection.once('end', () => reject(new Error('the server closed the connection')));
    connection.connect((error) => {
      if (error) reject(error);
      else if (!auth?.user) resolve();
      else if (!connection.allowsAuth)
        reject(new Error('a user is configured, but the server offers no login'));
      else connection.login(auth, (failure) => (failure ? reject(failure) : resolve()));
    });
  });
}

function createSession(connection: SMTPConnection): SmtpSession {
  let isOpen = true;
  let mailCount = 0;
  connection.once('end', () => (isOpen = false));
  connection.on('error', () => (isOpen = false));

  return {
    isOpen: () => isOpen,
    mailCount: () => mailCount,
    async send(envelope, source) {
      mailCount += 1;
      const content = Readable.from([source]);
      try {
        return await transmit(connection, envelope, content, source.length);
      } catch (error) {
        const failure = error as SmtpFailure;
        isOpen = isOpen && isAnswer(failure) && (await reset(connection));
        if (!isOpen) connection.close();
        throw new MailError(outcomeOf(failure, content), `smtp: ${failure.message}`, {
          cause: error,
          ...statusOf(failure),
          isOfRecipient: failure.command === 'RCPT TO',
        });
      }
    },
    async quit() {
      if (!isOpen) return;
      isOpen = false;
      const deadline = setTimeout(() => connection.close(), QUIT_DEADLINE_MS);
      const ended = once(connection, 'end').catch(() => undefined);
      connection.quit();
      await ended;
      clearTimeout(deadline);
    },
  };
}

function transmit(
  connection: SMTPConnection,
  { from, to, id }: Envelope,
  content: Readable,
  size: number,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => reject(new Error('no answer within 5 minutes')), SEND_DEADLINE_MS);
    const dsn = { ret: 'HDRS' as const, envid: id, notify: 'FAILURE' as const };
    connection.send({ from, to: [to], size, ...(id && { dsn }) }, content, (error, info) => {
      clearTimeout(deadline);
      if (error) reject(error);
      else resolve(info.response ?? '');
    });
  });
}

/**
 * A 4xx or 5xx answer is the server's word that it did not take the mail. Without one, all depends on whether the
 * mail's content had begun to flow: nodemailer reads it only once the server has said 354.
 */
function outcomeOf(failure: SmtpFailure, content: Readable): MailOutcome {
  if (isAnswer(failure)) return isAboutThisMail(failure.responseCode) ? 'refused' : 'later';
  return content.readableDidRead ? 'unknown' : 'later';
}

/** RFC 2034: the enhanced status code begins the text of the answer. */
function statusOf({ response }: SmtpFailure): { status?: string } {
  const status = /^[45]\d\d[ -]([45]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
  return status === undefined ? {} : { status };
}

function isAnswer(failure: SmtpFailure): failure is SmtpFailure & { responseCode: number } {
  return failure.responseCode !== undefined && failure.responseCode >= 400;
}

/** RFC 4954: 530, 534, 535 and 538 refuse the sender's login, whoever the mail is for. */
function isAboutThisMail(code: number): boolean {
  return code >= 500 && ![530, 534, 535, 538].includes(code);
}

/** Readies the connection for the next mail after a refusal; answers whether it is. */
function reset(connection: SMTPConnection): Promise<boolean> {
  return new Promise((resolve) => {
    const onEnd = (): void => resolve(false);
    connection.once('end', onEnd);
    connection.reset((error) => {
      connection.off('end', onEnd);
      resolve(!error);
    });
  });
}
