import { setTimeout as wait } from 'node:timers/promises';
import { describeDay } from '../ingest/describe-day.ts';
import { MailError, mailOutcomeOf } from '../mail/mail-error.ts';
import type { DigestContext } from './digest.ts';
import { dueIssues } from './due-issues.ts';
import { inBatches } from '../lib/in-batches.ts';
import { once } from '../lib/once.ts';
import {
  claimIssues,
  recordSkipped,
  recordSubmitted,
  type Attempt,
  type DueIssue,
  type SubmittedIssue,
} from './issue-ledger.ts';
import { loadUnsentIssues, type UnsentIssue } from './load-unsent-issues.ts';
import { prepareIssue } from './prepare-issue.ts';
import { recordTrouble } from './record-trouble.ts';
import { createSendFuse } from './send-fuse.ts';

export interface Sending {
  day: string;
  /** Mails under way at once. */
  concurrency: number;
  signal?: AbortSignal | undefined;
}

/** Sends the day's planned issues that are due, each tried at most once. Answers why it stopped early, if it did. */
export async function sendIssues(
  context: DigestContext,
  { day, concurrency, signal }: Sending,
): Promise<string | undefined> {
  const fuse = createSendFuse();
  const ledger = openLedger(context);
  const describe = once(() => describeDay(context.database, context.clock, day));
  const due = dueIssues(context, { day, signal });

  async function work(): Promise<void> {
    while (!signal?.aborted && !fuse.blown()) {
      const next = await due.next();
      if (next.done) return;
      const outcome = await sendIssue(context, ledger, next.value, describe);
      if (outcome !== 'not sent')
        fuse.note(outcome === 'later' || outcome === 'unknown' ? 'put-off' : 'handed-over');
    }
  }

  // All of them end before an error of one is passed on: none goes on sending behind the caller's back.
  const ended = await Promise.allSettled(Array.from({ length: concurrency }, work));
  await due.return();
  const failure = ended.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
  return fuse.blown() ?? (signal?.aborted ? 'it was ended' : undefined);
}

/**
 * The database's part in every mail: what it holds, and the two entries in the ledger, each committed before the mail goes
 * on. Mails that come while others are served share the next query and commit, since a commit that survives power loss
 * costs more than a mail.
 */
export interface Ledger {
  load(issueId: number): Promise<UnsentIssue | undefined>;
  claim(issueId: number): Promise<Attempt | undefined>;
  submitted(issue: SubmittedIssue): Promise<void>;
}

export function openLedger({ database, clock }: Pick<DigestContext, 'database' | 'clock'>): Ledger {
  return {
    load: inBatches(async (issueIds: number[]) => {
      const loaded = await loadUnsentIssues(database, issueIds);
      return issueIds.map((id) => loaded.get(id));
    }),
    claim: inBatches(async (issueIds: number[]) => {
      const claimed = await claimIssues(database, clock.now(), issueIds);
      return issueIds.map((id) => claimed.get(id));
    }),
    submitted: inBatches(async (issues: SubmittedIssue[]) => {
      await untilWritten(() => recordSubmitted(database, clock.now(), issues));
      return issues.map(() => undefined);
    }),
  };
}

/** One issue, from planned to its end. Everything that can fail for other reasons than the mail's is done before. */
export async function sendIssue(
  context: DigestContext,
  ledger: Ledger,
  { id, domain }: DueIssue,
  describe?: () => Promise<string | undefined>,
): Promise<'submitted' | 'refused' | 'later' | 'unknown' | 'not sent'> {
  const { database, clock, mailer, log, pace } = context;
  const unsent = await ledger.load(id);
  const prepared = unsent && (await prepareIssue(context, unsent, describe));
  if (!prepared) {
    await recordSkipped(database, clock.now(), id, 'nothing new');
    return 'not sent';
  }
  const attempt = await ledger.claim(id);
  if (!attempt) return 'not sent';
  let response: string;
  try {
    ({ response } = await mailer.submit(prepared.message));
  } catch (error) {
    const outcome = mailOutcomeOf(error);
    log.error('digest.issue.not_submitted', { issue_id: id, outcome });
    if (error instanceof MailError && error.status?.startsWith('4.7.')) pace.slowDown(domain);
    await untilWritten(() => recordTrouble(context, attempt, error));
    return outcome;
  }
  pace.forgive(domain);
  await ledger.submitted({ attempt, papers: prepared.papers, response });
  return 'submitted';
}

const WRITE_AGAIN_AFTER_MS = [100, 500, 2_000, 5_000, 10_000];

/**
 * The server's answer is known only here: a database that is away for a moment (restart, failover) is given time to
 * come back before the answer is lost and the issue becomes `unknown`.
 */
async function untilWritten(write: () => Promise<unknown>): Promise<void> {
  for (const delayMs of WRITE_AGAIN_AFTER_MS) {
    try {
      return void (await write());
    } catch {
      await wait(delayMs);
    }
  }
  await write();
}
