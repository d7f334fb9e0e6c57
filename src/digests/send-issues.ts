import { setTimeout as wait } from 'node:timers/promises';
import { mailOutcomeOf } from '../mail/mail-error.ts';
import type { DigestContext } from './digest.ts';
import {
  claimIssue,
  listDueIssues,
  recordEnd,
  recordPutOff,
  recordSkipped,
  recordSubmitted,
  type Attempt,
} from './issue-ledger.ts';
import { prepareIssue } from './prepare-issue.ts';

export interface Sending {
  day: string;
  /** Mails under way at once. */
  concurrency: number;
  signal?: AbortSignal | undefined;
}

/** After so many mails in a row that could not be handed over, the trouble is the server's: the run stops. */
const MAX_PUT_OFF_IN_A_ROW = 25;
const DUE_BATCH = 200;

/** Sends the day's planned issues that are due, each tried at most once. Answers why it stopped early, if it did. */
export async function sendIssues(context: DigestContext, sending: Sending): Promise<string | undefined> {
  let putOffInARow = 0;
  const isStopped = (): boolean => sending.signal?.aborted === true || putOffInARow >= MAX_PUT_OFF_IN_A_ROW;
  const due = dueIssues(context, sending.day);

  async function work(): Promise<void> {
    while (!isStopped()) {
      const next = await due.next();
      if (next.done) return;
      const outcome = await sendIssue(context, next.value);
      if (outcome === 'later') putOffInARow += 1;
      else if (outcome !== 'not sent') putOffInARow = 0;
    }
  }

  // All of them end before an error of one is passed on: none goes on sending behind the caller's back.
  const ended = await Promise.allSettled(Array.from({ length: sending.concurrency }, work));
  const failure = ended.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
  if (putOffInARow >= MAX_PUT_OFF_IN_A_ROW) {
    return `${putOffInARow} mails in a row could not be handed over; the rest waits for the next run`;
  }
  return sending.signal?.aborted ? 'it was ended' : undefined;
}

/** In the order of their numbers, a batch at a time. An async generator queues its callers, so workers may share it. */
async function* dueIssues({ database, clock }: DigestContext, day: string): AsyncGenerator<number, void> {
  let afterId = 0;
  for (;;) {
    const ids = await listDueIssues(database, clock.now(), { day, afterId, limit: DUE_BATCH });
    yield* ids;
    const last = ids.at(-1);
    if (last === undefined) return;
    afterId = last;
  }
}

/** One issue, from planned to its end. Everything that can fail for other reasons than the mail's is done before. */
async function sendIssue(
  context: DigestContext,
  issueId: number,
): Promise<'submitted' | 'refused' | 'later' | 'unknown' | 'not sent'> {
  const { database, clock, mailer, log } = context;
  const prepared = await prepareIssue(context, issueId);
  if (!prepared) {
    await recordSkipped(database, clock.now(), issueId, 'nothing new');
    return 'not sent';
  }
  const attempt = await claimIssue(database, clock.now(), issueId);
  if (!attempt) return 'not sent';
  let response: string;
  try {
    ({ response } = await mailer.submit(prepared.message));
  } catch (error) {
    const outcome = mailOutcomeOf(error);
    log.error('digest.issue.not_submitted', { issue_id: issueId, outcome });
    await untilWritten(() => recordTrouble(context, attempt, outcome, error));
    return outcome;
  }
  await untilWritten(() =>
    recordSubmitted(database, clock.now(), attempt, { papers: prepared.papers, response }),
  );
  return 'submitted';
}

function recordTrouble(
  { database, clock }: DigestContext,
  attempt: Attempt,
  outcome: ReturnType<typeof mailOutcomeOf>,
  error: unknown,
): Promise<void> {
  const detail = error instanceof Error ? error.message : String(error);
  if (outcome === 'later') return recordPutOff(database, clock.now(), attempt, detail);
  return recordEnd(database, clock.now(), attempt, {
    state: outcome === 'refused' ? 'failed' : 'unknown',
    detail,
  });
}

const WRITE_AGAIN_AFTER_MS = [100, 500, 2_000, 5_000, 10_000];

/**
 * The server's answer is known only here: a database that is away for a moment (restart, failover) is given time to
 * come back before the answer is lost and the issue becomes `unknown`.
 */
async function untilWritten(write: () => Promise<void>): Promise<void> {
  for (const delayMs of WRITE_AGAIN_AFTER_MS) {
    try {
      return await write();
    } catch {
      await wait(delayMs);
    }
  }
  return write();
}
