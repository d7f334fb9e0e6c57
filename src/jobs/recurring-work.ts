import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { systemWait } from '../lib/wait.ts';
import type { Database } from '../storage/database.ts';
import { beginJob, failJob, finishJob, keepJob } from './job-states.ts';
import { lastOccurrence, type Schedule } from './schedule.ts';

/** Work that comes again and again. */
export interface RecurringWork {
  /** Stable; stands in the log and in the database. */
  name: string;
  schedule: Schedule;
  /**
   * Does what is due. Ends early, in order, when `signal` is raised. What it throws is logged, and it is tried again
   * after 5 minutes, then 10, 20 and so on to 2 hours, or when the schedule says so.
   */
  run: (signal: AbortSignal) => Promise<void>;
}

export interface WorkContext {
  database: Database;
  clock: Clock;
  log: Log;
}

const POLL_MS = 1_000;
const KEEP_MS = 60_000;

/**
 * Does each piece of work once for every occurrence of its schedule, on one of the nodes that share the database. The
 * clock only wakes; the table decides. An occurrence missed while no node ran is made up for, the newest alone; what a
 * dying node had begun is begun again. `stop` waits for what is running.
 */
export function startRecurringWork(
  context: WorkContext,
  work: RecurringWork[],
): {
  stop(): Promise<void>;
} {
  const ending = new AbortController();
  const running = new Map<string, Promise<unknown>>();

  async function poll(): Promise<void> {
    let askedMinute: number | undefined;
    while (!ending.signal.aborted) {
      const minute = Math.floor(context.clock.now().getTime() / 60_000);
      for (const item of work) {
        // Schedules are exact to the minute, and asking them is not free.
        if (running.has(item.name) || minute === askedMinute) continue;
        const turn = runIfDue(context, item, ending.signal)
          .catch((error: unknown) => {
            context.log.error('jobs.table.failed', { name: item.name, error: String(error) });
          })
          .finally(() => running.delete(item.name));
        running.set(item.name, turn);
      }
      askedMinute = minute;
      await systemWait(POLL_MS, ending.signal);
    }
  }

  const polling = poll();
  return {
    async stop() {
      ending.abort();
      await Promise.all([polling, ...running.values()]);
    },
  };
}

/** Does the work if it is due and no other node has begun it. Answers whether it was begun here. */
export async function runIfDue(
  { database, clock, log }: WorkContext,
  { name, schedule, run }: RecurringWork,
  signal: AbortSignal,
): Promise<boolean> {
  const dueAt = lastOccurrence(schedule, clock.now());
  if (!dueAt || !(await beginJob(database, clock, name, dueAt))) return false;
  const keeping = setInterval(() => void keepJob(database, clock, name).catch(() => {}), KEEP_MS);
  try {
    await run(signal);
    await finishJob(database, name);
  } catch (error) {
    log.error('jobs.work.failed', { name, error: error instanceof Error ? error.message : String(error) });
    await failJob(database, clock, name);
  } finally {
    clearInterval(keeping);
  }
  return true;
}
