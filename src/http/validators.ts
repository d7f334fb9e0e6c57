import type { Clock } from '../lib/clock.ts';
import type { Database } from '../storage/database.ts';

/** ETag and Last-Modified of an answer. */
export interface Validators {
  etag: string | undefined;
  lastModified: string | undefined;
}

/** By what a server knows the answer of this address that was stored last. */
export async function findValidators(database: Database, url: string): Promise<Validators | undefined> {
  const row = await database
    .selectFrom('http_validators')
    .select(['etag', 'last_modified'])
    .where('url', '=', url)
    .executeTakeFirst();
  return row && { etag: row.etag ?? undefined, lastModified: row.last_modified ?? undefined };
}

/** In the transaction that stores what the answers held: one forgotten too late would hide them for ever. */
export async function saveValidators(
  transaction: Database,
  clock: Clock,
  validators: ReadonlyMap<string, Validators>,
): Promise<void> {
  for (const [url, { etag, lastModified }] of validators) {
    const row = {
      etag: etag ?? null,
      last_modified: lastModified ?? null,
      stored_at: clock.now().toISOString(),
    };
    await transaction
      .insertInto('http_validators')
      .values({ url, ...row })
      .onConflict((conflict) => conflict.column('url').doUpdateSet(row))
      .execute();
  }
}

/** An address not asked for so long is not asked again. */
const KEPT_MS = 90 * 86_400_000;

export async function forgetOldValidators(database: Database, clock: Clock): Promise<void> {
  const before = new Date(clock.now().getTime() - KEPT_MS).toISOString();
  await database.deleteFrom('http_validators').where('stored_at', '<', before).execute();
}
