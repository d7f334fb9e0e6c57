import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** A mail the sink said 250 to, or would have, had the connection held. */
export interface SunkMail {
  from: string;
  to: string;
  source: string;
  messageId: string;
}

/** The points of the dialogue at which a fault may strike; `data`: in the middle
 * of the mail; `content`: after the final dot, before the answer. */
export type SmtpPoint = 'connect' | 'mail' | 'rcpt' | 'data' | 'content';

/**
 * - a number: that answer instead of 250
 * - `drop`: the connection is cut there; at `content` the mail is not taken
 * - `take-and-drop`: at `content`, the mail is taken and the connection cut before the 250
 */
export type SmtpFault = number | 'drop' | 'take-and-drop';

export interface SmtpSink {
  /** `smtp://127.0.0.1:PORT` */
  url: string;
  /** In the order of acceptance. */
  mails: SunkMail[];
  close(): Promise<void>;
}

export interface SmtpSinkOptions {
  /** Asked at every point of every dialogue. */
  faultAt?: (point: SmtpPoint, recipient: string) => SmtpFault | undefined;
  /** Called when a mail was taken, before the 250 is sent. */
  onMail?: (mail: SunkMail) => void | Promise<void>;
}

/** A real SMTP server on the loopback that keeps what it accepts and fails on demand. */
export async function startSmtpSink({ faultAt, onMail }: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const mails: SunkMail[] = [];
  const strike = (
    point: SmtpPoint,
    session: SMTPServerSession,
    done: (error?: Error | null) => void,
  ): void => {
    const fault = faultAt?.(point, recipientOf(session));
    if (fault === undefined) done();
    else if (typeof fault === 'number') done(answer(fault));
    else cut(server, session);
  };
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onConnect: (session, done) => strike('connect', session, done),
    onMailFrom: (_address, session, done) => strike('mail', session, done),
    onRcptTo: ({ address }, session, done) => {
      const fault = faultAt?.('rcpt', address);
      if (fault === undefined) done();
      else if (typeof fault === 'number') done(answer(fault));
      else cut(server, session);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      const isCutInside = faultAt?.('data', recipientOf(session)) !== undefined;
      stream.on('data', (chunk: Buffer) => (isCutInside ? cut(server, session) : chunks.push(chunk)));
      stream.on('end', () => {
        if (isCutInside) return;
        const fault = faultAt?.('content', recipientOf(session));
        if (typeof fault === 'number') return done(answer(fault));
        if (fault === 'drop') return cut(server, session);
        const mail = readMail(session, Buffer.concat(chunks).toString('utf8'));
        mails.push(mail);
        void Promise.resolve(onMail?.(mail)).then(() => {
          if (fault === 'take-and-drop') cut(server, session);
          else done(null, 'kept');
        });
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function readMail(session: SMTPServerSession, source: string): SunkMail {
  const from = session.envelope.mailFrom;
  return {
    from: from ? from.address : '',
    to: recipientOf(session),
    source,
    messageId: /^Message-ID: <([^>]+)>/im.exec(source)?.[1] ?? '',
  };
}

function recipientOf(session: SMTPServerSession): string {
  return session.envelope.rcptTo[0]?.address ?? '';
}

function answer(code: number): Error {
  return Object.assign(new Error('as the test wants it'), { responseCode: code });
}

/** The server's connections are no part of its types. */
function cut(server: SMTPServer, session: SMTPServerSession): void {
  const { connections } = server as unknown as { connections: Set<{ id: string; _socket: Socket }> };
  for (const connection of connections) if (connection.id === session.id) connection._socket.destroy();
}
