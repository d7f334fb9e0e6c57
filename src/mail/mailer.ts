/** One mail, ready but for transport. */
export interface MailMessage {
  /** A bare address. */
  to: string;
  /** `Name <address>` or a bare address. */
  from: string;
  subject: string;
  /** Left out: the mail is plain text. */
  html?: string;
  text: string;
  /** Without angle brackets. */
  messageId: string;
  /** Where reports of failed delivery go, bare (RFC 5321 MAIL FROM); left out: to `from`. */
  returnAddress?: string;
  /** Comes back in such reports (RFC 3461 ENVID), from servers that offer DSN. */
  envelopeId?: string;
  /** Further headers in ASCII, e.g. List-Unsubscribe; sent as they are, never folded. */
  headers: { [name: string]: string };
}

/** Hands mails to a mail server or the outbox folder. */
export interface Mailer {
  /**
   * Resolves with the server's answer once it accepted the mail. Never tries twice.
   * @throws MailError that says whether the mail may have been accepted all the same
   */
  submit(message: MailMessage): Promise<{ response: string }>;
  /** Lets mails under way finish, then closes the connections. */
  close(): Promise<void>;
}
