/**
 * What became of a mail that was not accepted.
 * - `refused`: the server said no for good (5xx, RFC 5321 4.2.1); trying again is useless.
 * - `later`: it surely was not accepted, but may be another time (4xx, no connection, lost before the mail was sent).
 * - `unknown`: the connection was lost once the mail was on its way; it may or may not have been accepted (RFC 1047).
 */
export type MailOutcome = 'refused' | 'later' | 'unknown';

/** A mail was not accepted, or nobody knows whether it was. */
export class MailError extends Error {
  readonly outcome: MailOutcome;
  /** RFC 3463, such as `5.1.1`, where the server said it. */
  readonly status: string | undefined;
  /** The server refused this recipient, rather than the sender or the mail. */
  readonly isOfRecipient: boolean;

  constructor(
    outcome: MailOutcome,
    message: string,
    {
      status,
      isOfRecipient = false,
      ...options
    }: ErrorOptions & { status?: string; isOfRecipient?: boolean } = {},
  ) {
    super(message, options);
    this.name = 'MailError';
    this.outcome = outcome;
    this.status = status;
    this.isOfRecipient = isOfRecipient;
  }
}

/** An error that is not a MailError says nothing about the mail's fate: `unknown`. */
export function mailOutcomeOf(error: unknown): MailOutcome {
  return error instanceof MailError ? error.outcome : 'unknown';
}
