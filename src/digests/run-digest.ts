import { isDeepStrictEqual } from 'node:util';
import type { DigestContext } from './digest.ts';
import { countIssues, endExpiredLeases } from './issue-ledger.ts';
import { planIssues } from './plan-issues.ts';
import { sendIssues } from './send-issues.ts';

/** Enough to keep a server busy that takes some milliseconds a mail; a crash leaves at most as many `unknown`. */
export const MAILS_AT_ONCE = 10;

export interface DigestRun {
  /** The announcement day, `YYYY-MM-DD`. */
  day: string;
  /** At most so many papers a mail, 1 to 200, whatever the readers asked for. */
  paperCount?: number;
  /** `everyone` who has not had it (the usual), or only those whose morning it is. */
  readers?: 'due' | 'everyone';
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

export interface DigestRunResult {
  counts: DigestCounts;
  /** Why the run ended before every due issue was tried, in words. */
  stopped?: string;
}

/**
 * Plans and sends the digest of one announcement day: every active subscription gets one issue of it, never two.
 * Twice is once; several at a time, in one process or in many, are one.
 */
export async function runDigest(context: DigestContext, run: DigestRun): Promise<DigestRunResult> {
  const { database, clock, log } = context;
  const { day, paperCount, readers = 'everyone', concurrency = MAILS_AT_ONCE, signal } = run;
  const lost = await endExpiredLeases(database, clock.now());
  if (lost > 0) log.error('digest.issues.unknown', { count: lost });
  const before = await countIssues(database, day);
  await planIssues(context, { day, paperCount, readers, signal });
  const stopped = await sendIssues(context, { day, concurrency, signal });
  const counts = await countIssues(database, day);
  const hasDoneNothing = stopped === undefined && isDeepStrictEqual(counts, before);
  if (!hasDoneNothing) log.info('digest.run.ended', { day, ...counts, stopped });
  return stopped === undefined ? { counts } : { counts, stopped };
}
