import type { Wait } from '../lib/wait.ts';
import type { DomainPace } from '../mail/domain-pace.ts';
import type { DigestContext } from './digest.ts';
import { listDueIssues, type DueIssue } from './issue-ledger.ts';

const BATCH_SIZE = 200;
/** Issues kept waiting for their domain's turn, so that those of other domains go on meanwhile. */
const MAX_WAITING = 5_000;

/**
 * The day's due issues, each when its domain's turn comes. Those whose domain rests are left for a later run. An async
 * generator queues its callers, so that workers may share it.
 */
export async function* dueIssues(
  { database, clock, pace, wait }: Pick<DigestContext, 'database' | 'clock' | 'pace' | 'wait'>,
  { day, signal }: { day: string; signal?: AbortSignal | undefined },
): AsyncGenerator<DueIssue, void> {
  const waiting = createWaitingIssues(pace);
  let afterId: number | undefined = 0;
  while (!signal?.aborted) {
    const issue = waiting.take();
    if (issue) {
      yield issue;
    } else if (afterId !== undefined && waiting.count() < MAX_WAITING) {
      const batch = await listDueIssues(database, clock.now(), { day, afterId, limit: BATCH_SIZE });
      for (const due of batch) waiting.add(due);
      afterId = batch.at(-1)?.id;
    } else if (!(await waitForTurn(waiting, wait, signal))) {
      return;
    }
  }
}

type WaitingIssues = ReturnType<typeof createWaitingIssues>;

async function waitForTurn(
  waiting: WaitingIssues,
  wait: Wait,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const waitMs = waiting.nextTurnMs();
  if (waitMs === undefined) return false;
  await wait(waitMs, signal);
  return true;
}

function createWaitingIssues(pace: DomainPace) {
  const byDomain = new Map<string, DueIssue[]>();
  let count = 0;
  let nextTurnMs: number | undefined;

  function leave(domain: string, issues: DueIssue[]): void {
    count -= issues.length;
    byDomain.delete(domain);
  }

  return {
    count: () => count,
    add(issue: DueIssue): void {
      const issues = byDomain.get(issue.domain);
      if (issues) issues.push(issue);
      else byDomain.set(issue.domain, [issue]);
      count += 1;
    },
    /** One whose domain's turn it is. Undefined: nobody's yet; `nextTurnMs` says when. */
    take(): DueIssue | undefined {
      nextTurnMs = undefined;
      for (const [domain, issues] of byDomain) {
        const turn = pace.take(domain);
        if (turn === 'now') {
          const issue = issues.shift();
          count -= 1;
          byDomain.delete(domain);
          // To the end of the line: no domain keeps others waiting.
          if (issues.length > 0) byDomain.set(domain, issues);
          return issue;
        }
        if (turn.isResting) leave(domain, issues);
        else nextTurnMs = Math.min(nextTurnMs ?? turn.waitMs, turn.waitMs);
      }
      return undefined;
    },
    nextTurnMs: () => nextTurnMs,
  };
}
