import { sql } from 'kysely';
import type { Clock } from '../lib/clock.ts';
import { networkOf } from '../lib/network-of.ts';
import type { TokenSigner } from '../lib/signed-token.ts';
import type { Database } from '../storage/database.ts';

export interface RequestLimit {
  /** Holds no address or network in the clear: a fingerprint. */
  key: string;
  count: number;
  windowMs: number;
}

/**
 * Counts one more use of `key` and says whether it is within the limit. The window begins with the first use, so with
 * a count of 1 two uses are at least a window apart. Atomic: of many callers at once only `count` are let through.
 */
export async function takeFromLimit(
  database: Database,
  clock: Clock,
  { key, count, windowMs }: RequestLimit,
): Promise<boolean> {
  const now = clock.now();
  const at = now.toISOString();
  const expiredAt = new Date(now.getTime() - windowMs).toISOString();
  const isOver = sql<boolean>`request_limits.window_started_at <= ${expiredAt}`;
  const row = await database
    .insertInto('request_limits')
    .values({ key, window_started_at: at, count: 1 })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        window_started_at: sql<string>`case when ${isOver} then ${at} else request_limits.window_started_at end`,
        count: sql<number>`case when ${isOver} then 1 else request_limits.count + 1 end`,
      }),
    )
    .returning('count')
    .executeTakeFirstOrThrow();
  return row.count <= count;
}

const MAX_MAIL_REQUESTS_PER_NETWORK_AND_HOUR = 20;

/** Counts one more request for a mail, of whatever kind, from the network of an IP address. */
export function isNetworkWithinLimit(
  { database, clock, signer }: { database: Database; clock: Clock; signer: TokenSigner },
  ipAddress: string,
): Promise<boolean> {
  return takeFromLimit(database, clock, {
    key: signer.fingerprint('network-limit', networkOf(ipAddress)),
    count: MAX_MAIL_REQUESTS_PER_NETWORK_AND_HOUR,
    windowMs: 3_600_000,
  });
}

/** Forgets the uses of `key`: what it was counted for did not happen. */
export async function resetLimit(database: Database, key: string): Promise<void> {
  await database.deleteFrom('request_limits').where('key', '=', key).execute();
}

/** Forgets what began before `before`; for daily tidying. */
export async function forgetOldLimits(database: Database, before: Date): Promise<void> {
  await database.deleteFrom('request_limits').where('window_started_at', '<', before.toISOString()).execute();
}
