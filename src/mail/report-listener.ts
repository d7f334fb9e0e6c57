import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReportListener {
  port: number;
  close(): Promise<void>;
}

export interface ReportListenerOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Whether mail to this address is taken; everything else is refused, so that nothing is relayed. */
  isOurs(recipient: string): boolean;
  /** May reject: the other server is then told to try again later. */
  onMail(mail: { source: Buffer; recipients: string[] }): Promise<unknown>;
}

const MAX_MAIL_BYTES = 2 * 1024 * 1024;
const MAX_CLIENTS = 20;
const MAX_RECIPIENTS = 20;
const IDLE_MS = 60_000;

/** A mail server that takes reports and nothing else, from the operator's own mail server or straight from others'. */
export async function listenForReports({
  host,
  port,
  isOurs,
  onMail,
}: ReportListenerOptions): Promise<ReportListener> {
  const server = new SMTPServer({
    banner: 'reports only',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: MAX_MAIL_BYTES,
    maxClients: MAX_CLIENTS,
    socketTimeout: IDLE_MS,
    closeTimeout: 2_000,
    onRcptTo({ address }, session, done) {
      if (session.envelope.rcptTo.length >= MAX_RECIPIENTS) done(answer(452, 'too many recipients'));
      else if (!isOurs(address))
        done(answer(550, 'no such mailbox; only reports of failed delivery are taken here'));
      else done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= MAX_MAIL_BYTES) chunks.push(chunk);
      });
      stream.on('end', () => {
        if (size > MAX_MAIL_BYTES) return done(answer(552, 'the mail is too large for a report'));
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        onMail({ source: Buffer.concat(chunks), recipients }).then(
          () => done(null, 'taken'),
          () => done(answer(451, 'can not be read now; try again later')),
        );
      });
    },
  });
  server.listen(port, host);
  await Promise.race([
    once(server.server, 'listening'),
    once(server, 'error').then(([error]: Error[]) => {
      throw new Error(`can't listen for reports on ${host}:${port}: ${error?.message}`);
    }),
  ]);
  // Clients that hang up or babble are their own problem.
  server.on('error', () => {});
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function answer(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
