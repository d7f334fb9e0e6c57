import { randomUUID } from 'node:crypto';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Database, DatabaseTransaction } from '../../storage/database.ts';
import type { Schema } from '../../storage/schema.ts';
import type { IssueKind } from '../../storage/tables/subscription-tables.ts';
import type { Attempt } from '../issue-ledger.ts';

/**
 * Notices stand in the ledger of issues, with one difference: what a crash leaves in `sending` is sent again, with the
 * same Message-ID and link. Twice is harmless there, and never would leave a person waiting for a mail she asked for.
 */
export type NoticeKind = Exclude<IssueKind, 'digest' | 'nothing-new'>;

/** Longer than any mail can take (the mailer gives up after minutes), and short for a person who waits. */
const LEASE_MS = 10 * 60_000;

/** Writes down a notice that is handed over at once: `sending`, so that nobody else takes it, and a crash is noticed. */
export async function openNotice(
  transaction: DatabaseTransaction,
  now: Date,
  { subscriptionId, kind }: { subscriptionId: number; kind: NoticeKind },
): Promise<Attempt> {
  const attempt = beginAttempt(now);
  const at = now.toISOString();
  const row = {
    ...attempt,
    planned_at: at,
    next_attempt_at: at,
    attempt_count: 1,
    ended_at: null,
    detail: null,
  };
  const { id } = await transaction
    .insertInto('issues')
    .values({ ...row, subscription_id: subscriptionId, issue_on: at.slice(0, 10), kind, papers: '[]' })
    .onConflict((conflict) =>
      conflict
        .columns(['subscription_id', 'issue_on', 'kind'])
        .doUpdateSet({ ...row, returned_at: null, return_kind: null, return_status: null }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return { issueId: id, attemptId: attempt.attempt_id };
}

/** Takes a notice that was put off, or whose sender was lost; undefined when another sender has it. */
export async function claimNotice(
  database: Database,
  now: Date,
  issueId: number,
): Promise<Attempt | undefined> {
  const attempt = beginAttempt(now);
  const claimed = await database
    .updateTable('issues')
    .where(isDueNotice(now))
    .set((row) => ({ ...attempt, attempt_count: row('attempt_count', '+', 1) }))
    .where('id', '=', issueId)
    .returning('id')
    .executeTakeFirst();
  return claimed && { issueId, attemptId: attempt.attempt_id };
}

export async function listDueNotices(database: Database, now: Date, limit: number): Promise<number[]> {
  const rows = await database
    .selectFrom('issues')
    .select('id')
    .where(isDueNotice(now))
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

function isDueNotice(now: Date): (where: ExpressionBuilder<Schema, 'issues'>) => Expression<SqlBool> {
  const at = now.toISOString();
  return (where) =>
    where.and([
      where('kind', 'not in', ['digest', 'nothing-new']),
      where.or([
        where.and([where('state', '=', 'planned'), where('next_attempt_at', '<=', at)]),
        where.and([where('state', '=', 'sending'), where('lease_until', '<=', at)]),
      ]),
    ]);
}

function beginAttempt(now: Date) {
  return {
    state: 'sending' as const,
    attempt_id: randomUUID(),
    lease_until: new Date(now.getTime() + LEASE_MS).toISOString(),
  };
}
