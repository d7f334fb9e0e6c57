import type { Clock } from '../lib/clock.ts';
import type { Mailer } from './mailer.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://...`. */
  url: string;
  clock: Clock;
  /** Connections kept open to the server. */
  maxConnections?: number;
}

export function createSmtpMailer(_options: SmtpOptions): Mailer {
  throw new Error('mail: not there yet');
}
