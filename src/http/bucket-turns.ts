import type { Clock } from '../lib/clock.ts';
import { isProcessGone, newHolderName } from '../lib/process-identity.ts';
import type { Wait } from '../lib/wait.ts';
import type { Database } from '../storage/database.ts';
import { HttpError } from './http-client.ts';

export interface BucketTurns {
  /**
   * Asks in its turn: at most one `ask` at a time in a bucket, whatever process it is in, and none before the bucket
   * is free. `ask` answers for how long the bucket rests afterwards.
   * @throws HttpError where the bucket rests for longer than anyone would wait.
   */
  take<Answer>(bucket: string, ask: () => Promise<{ answer: Answer; restMs: number }>): Promise<Answer>;
}

export interface BucketTurnsOptions {
  database: Database;
  clock: Clock;
  wait: Wait;
  signal: AbortSignal;
  /** No turn lasts longer; one that does has lost its process. */
  maxTurnMs: number;
  /** Of rest after a turn that failed. */
  intervalMs: number;
}

/** Longer rests are for the schedule to wait out, not for a run. */
const MAX_WAIT_MS = 15 * 60_000;
/** While another process has its turn. */
const POLL_MS = 250;

/** The turns of all processes on one database, kept in it, so that a restart forgets nothing. */
export function createBucketTurns(options: BucketTurnsOptions): BucketTurns {
  const { database, clock, wait, signal } = options;

  async function acquire(bucket: string): Promise<string> {
    await addBucket(database, bucket, clock.now());
    for (;;) {
      signal.throwIfAborted();
      const now = clock.now();
      const holder = newHolderName();
      const { numUpdatedRows } = await database
        .updateTable('http_buckets')
        .set({ holder, held_until: later(now, options.maxTurnMs) })
        .where('bucket', '=', bucket)
        .where('free_at', '<=', now.toISOString())
        .where((where) =>
          where.or([where('holder', 'is', null), where('held_until', '<', now.toISOString())]),
        )
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 1n) return holder;
      await wait(await waitingTime(database, bucket, now, options.intervalMs), signal);
    }
  }

  async function release(bucket: string, holder: string, restMs: number): Promise<void> {
    await database
      .updateTable('http_buckets')
      .set({ holder: null, held_until: null, free_at: later(clock.now(), restMs) })
      .where('bucket', '=', bucket)
      .where('holder', '=', holder)
      .execute();
  }

  return {
    async take(bucket, ask) {
      const holder = await acquire(bucket);
      let rest = options.intervalMs;
      try {
        const { answer, restMs } = await ask();
        rest = restMs;
        return answer;
      } finally {
        await release(bucket, holder, rest);
      }
    },
  };
}

async function addBucket(database: Database, bucket: string, now: Date): Promise<void> {
  await database
    .insertInto('http_buckets')
    .values({ bucket, free_at: now.toISOString(), holder: null, held_until: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function waitingTime(
  database: Database,
  bucket: string,
  now: Date,
  intervalMs: number,
): Promise<number> {
  const row = await database
    .selectFrom('http_buckets')
    .select(['free_at', 'holder'])
    .where('bucket', '=', bucket)
    .executeTakeFirstOrThrow();
  const restMs = Date.parse(row.free_at) - now.getTime();
  if (restMs > MAX_WAIT_MS) {
    throw new HttpError('too many requests', `${bucket} asked to be left alone until ${row.free_at}.`);
  }
  if (restMs > 0) return restMs;
  if (row.holder === null || !isProcessGone(row.holder)) return POLL_MS;
  await endGoneTurn(database, bucket, row.holder);
  return intervalMs;
}

/** Killed on this machine in its turn, perhaps with a request sent: after an interval the bucket is free. */
async function endGoneTurn(database: Database, bucket: string, holder: string): Promise<void> {
  await database
    .updateTable('http_buckets')
    .set({ holder: null, held_until: null })
    .where('bucket', '=', bucket)
    .where('holder', '=', holder)
    .execute();
}

function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
