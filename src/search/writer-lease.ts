import { randomUUID } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import type { Database } from '../storage/database.ts';

/** One writer at a time. It keeps its lease alive while it works; when it dies, another takes over after this long. */
const LEASE_MS = 15_000;

/** Names one holding of the lease; never used again. */
export type WriterToken = string;

/** Another writer took over because this one's lease had run out; what it was writing is not in the index. */
export class WriterReplacedError extends Error {
  constructor() {
    super('search: another process took over the writing of the index');
    this.name = 'WriterReplacedError';
  }
}

/**
 * Becomes the writer of the index, or answers undefined while somebody else is. What a writer before left undone is
 * undone: its papers are pending again, and half a merge is dropped.
 */
export async function acquireWriterLease(database: Database, clock: Clock): Promise<WriterToken | undefined> {
  const now = clock.now();
  return database.transaction().execute(async (transaction) => {
    const token = randomUUID();
    const { numUpdatedRows } = await transaction
      .updateTable('search_state')
      .set({ writer: token, writer_until: leaseEnd(now) })
      .where('id', '=', 1)
      .where((where) =>
        where.or([where('writer', 'is', null), where('writer_until', '<', now.toISOString())]),
      )
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return undefined;
    await returnClaimedPapers(transaction);
    await transaction.deleteFrom('search_segments').where('is_live', '=', 0).execute();
    return token;
  });
}

export async function renewWriterLease(database: Database, clock: Clock, token: WriterToken): Promise<void> {
  await database
    .updateTable('search_state')
    .set({ writer_until: leaseEnd(clock.now()) })
    .where('id', '=', 1)
    .where('writer', '=', token)
    .execute();
}

/** Gives the lease back, and the papers that are claimed but not indexed. */
export async function releaseWriterLease(database: Database, token: WriterToken): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('search_state')
      .set({ writer: null, writer_until: null })
      .where('id', '=', 1)
      .where('writer', '=', token)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 1n) await returnClaimedPapers(transaction);
  });
}

/**
 * Runs a step of the writer in a transaction, and only while it still is the writer: its row stays locked until the
 * step is committed.
 * @throws WriterReplacedError
 */
export async function writeAs<T>(
  database: Database,
  clock: Clock,
  token: WriterToken,
  step: (transaction: Database) => Promise<T>,
): Promise<T> {
  return database.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('search_state')
      .set({ writer_until: leaseEnd(clock.now()) })
      .where('id', '=', 1)
      .where('writer', '=', token)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw new WriterReplacedError();
    return step(transaction);
  });
}

/** Takes up to `limit` papers from `search_pending`; they are the writer's, as those it has `claimed` before. */
export async function claimPending(
  transaction: Database,
  limit: number,
  claimed: number[],
): Promise<number[]> {
  const taken = await transaction
    .deleteFrom('search_pending')
    .where('paper_id', 'in', (pending) =>
      pending.selectFrom('search_pending').select('paper_id').orderBy('paper_id').limit(limit),
    )
    .returning('paper_id')
    .execute();
  const ids = taken.map((row) => row.paper_id);
  await setClaim(transaction, [...claimed, ...ids]);
  return ids;
}

/** All claimed papers but these are indexed: readers are told that there is something new. */
export async function keepClaim(transaction: Database, claimed: number[]): Promise<void> {
  await setClaim(transaction, claimed);
  await growRevision(transaction);
}

async function setClaim(transaction: Database, ids: number[]): Promise<void> {
  const claimed = ids.length > 0 ? new Uint8Array(Int32Array.from(ids).buffer) : null;
  await transaction
    .updateTable('search_state')
    .set({ claimed_papers: claimed })
    .where('id', '=', 1)
    .execute();
}

/** Tells readers that the index has changed. */
export async function growRevision(transaction: Database): Promise<void> {
  await transaction
    .updateTable('search_state')
    .set((state) => ({ revision: state('revision', '+', 1) }))
    .where('id', '=', 1)
    .execute();
}

async function returnClaimedPapers(transaction: Database): Promise<void> {
  const state = await transaction
    .selectFrom('search_state')
    .select('claimed_papers')
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
  if (!state.claimed_papers) return;
  const ids = [...new Int32Array(Uint8Array.from(state.claimed_papers).buffer)];
  for (let start = 0; start < ids.length; start += 500) {
    await transaction
      .insertInto('search_pending')
      .values(ids.slice(start, start + 500).map((paper_id) => ({ paper_id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await transaction.updateTable('search_state').set({ claimed_papers: null }).where('id', '=', 1).execute();
}

function leaseEnd(now: Date): string {
  return new Date(now.getTime() + LEASE_MS).toISOString();
}
