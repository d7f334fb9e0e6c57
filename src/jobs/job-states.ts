import type { Clock } from '../lib/clock.ts';
import type { Database } from '../storage/database.ts';

const FIRST_RETRY_MS = 5 * 60_000;
const MAX_RETRY_MS = 2 * 3_600_000;

/**
 * Begins the job's occurrence of an instant, unless some node has: true for exactly one caller. Also true when the time
 * has come to try it again.
 */
export async function beginJob(database: Database, clock: Clock, job: string, dueAt: Date): Promise<boolean> {
  const now = clock.now();
  const state = await database
    .selectFrom('job_states')
    .select(['begun_for', 'retry_at'])
    .where('job', '=', job)
    .executeTakeFirst();
  const due = dueAt.toISOString();
  if (!state) await addJob(database, job);
  else if (state.begun_for >= due && !(state.retry_at !== null && state.retry_at <= now.toISOString())) {
    return false;
  }
  const { numUpdatedRows } = await database
    .updateTable('job_states')
    .set({ begun_for: due, retry_at: inMs(now, FIRST_RETRY_MS) })
    .where('job', '=', job)
    .where((where) => where.or([where('begun_for', '<', due), where('retry_at', '<=', now.toISOString())]))
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Says that the node at work still lives; without it, another begins the job again after five minutes. */
export async function keepJob(database: Database, clock: Clock, job: string): Promise<void> {
  await database
    .updateTable('job_states')
    .set({ retry_at: inMs(clock.now(), FIRST_RETRY_MS) })
    .where('job', '=', job)
    .execute();
}

export async function finishJob(database: Database, job: string): Promise<void> {
  await database
    .updateTable('job_states')
    .set({ retry_at: null, failure_count: 0 })
    .where('job', '=', job)
    .execute();
}

export async function failJob(database: Database, clock: Clock, job: string): Promise<void> {
  const { failure_count } = await database
    .selectFrom('job_states')
    .select('failure_count')
    .where('job', '=', job)
    .executeTakeFirstOrThrow();
  const waitMs = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failure_count, 10));
  await database
    .updateTable('job_states')
    .set({ retry_at: inMs(clock.now(), waitMs), failure_count: failure_count + 1 })
    .where('job', '=', job)
    .execute();
}

async function addJob(database: Database, job: string): Promise<void> {
  await database
    .insertInto('job_states')
    .values({ job, begun_for: '', retry_at: null, failure_count: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function inMs(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
