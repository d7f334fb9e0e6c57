/** One mail, ready but for transport. */
export interface MailMessage {
  to: string;
  from: string;
  subject: string;
  html: string;
  text: string;
  /** Without angle brackets. */
  messageId: string;
  /** Further headers, e.g. List-Unsubscribe. */
  headers: { [name: string]: string };
}

/** Hands mails to a mail server, the outbox folder or memory. */
export interface Mailer {
  /** Resolves with the server's answer once it accepted the mail; rejects with MailRefusedError or a network error. */
  submit(message: MailMessage): Promise<{ response: string }>;
  close(): Promise<void>;
}
