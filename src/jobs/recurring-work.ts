import { Cron } from 'croner';
import type { Log } from '../lib/log.ts';

/** Work that comes again and again. What is due, and whether another node did it, the work itself asks the database. */
export interface RecurringWork {
  /** Stable; stands in the log. */
  name: string;
  /** When to wake and ask, as a cron pattern in UTC. */
  pattern: string;
  /** Finds out what is due and does it; nothing due is the usual case. Ends early, in order, when `signal` is raised. */
  run: (signal: AbortSignal) => Promise<void>;
}

/**
 * Wakes each piece of work by its pattern, in this process; one still running is not started again. A failure is
 * logged and the next waking tries again. `stop` waits for what is running.
 */
export function startRecurringWork({ work, log }: { work: RecurringWork[]; log: Log }): {
  stop(): Promise<void>;
} {
  const ending = new AbortController();
  const running = new Set<Promise<void>>();

  async function wake({ name, run }: RecurringWork): Promise<void> {
    const turn = run(ending.signal).catch((error: unknown) => {
      log.error('jobs.work.failed', { name, error: error instanceof Error ? error.message : String(error) });
    });
    running.add(turn);
    await turn;
    running.delete(turn);
  }

  const timers = work.map(
    (item) => new Cron(item.pattern, { timezone: 'UTC', protect: true }, () => wake(item)),
  );
  return {
    async stop() {
      for (const timer of timers) timer.stop();
      ending.abort();
      await Promise.all(running);
    },
  };
}
