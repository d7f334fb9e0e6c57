import type { DigestContext } from './digest.ts';

export interface DigestRun {
  /** The announcement day, `YYYY-MM-DD`. */
  day: string;
  /** At most so many papers a mail, 1 to 200. */
  paperCount?: number;
  /** Mails under way at once. */
  concurrency?: number;
  /** Ends the run after the mails under way. */
  signal?: AbortSignal;
}

/** How the issues of the day stand after a run, whoever brought them there. */
export interface DigestCounts {
  /** Still to be sent: put off after a temporary failure, or the run was ended. */
  planned: number;
  /** In the hands of another sender right now. */
  sending: number;
  submitted: number;
  failed: number;
  unknown: number;
  /** Nothing new, or unsubscribed in the meantime. */
  skipped: number;
}

/** Plans and sends the digest of one announcement day. Twice is once; several at a time are one. */
export function runDigest(_context: DigestContext, _run: DigestRun): Promise<DigestCounts> {
  return Promise.reject(new Error('digests: not there yet'));
}
