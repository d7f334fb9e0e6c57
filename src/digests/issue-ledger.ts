import { randomUUID } from 'node:crypto';
import type { Database } from '../storage/database.ts';
import { rowsFromJson } from '../storage/json-rows.ts';
import type { IssueRow } from '../storage/tables/subscription-tables.ts';
import type { DigestCounts } from './run-digest.ts';
import type { IssuePaper } from './issue-paper.ts';

/**
 * The ledger of sending. A row goes planned -> sending -> submitted, failed or unknown; every step is one conditional
 * update, so that of several senders one wins, on either database. `sending` is committed before the mail is handed to
 * the server and `submitted` after its answer: what a crash leaves in between is `unknown`, and is not sent again.
 */

/** Longer than any mail can take (the mailer gives up after minutes), so that a living sender never loses its row. */
const LEASE_MS = 30 * 60_000;

/** Waiting times between attempts; after the last one the issue has failed. */
const RETRY_AFTER_MINUTES = [1, 5, 15, 60, 120, 240, 480, 720];

export interface Attempt {
  issueId: number;
  attemptId: string;
}

/**
 * Takes planned issues for sending, in one transaction; answers those that were taken. The others another sender has,
 * or their readers left.
 */
export async function claimIssues(
  database: Database,
  now: Date,
  issueIds: number[],
): Promise<Map<number, Attempt>> {
  const attemptId = randomUUID();
  const claimed = await database
    .updateTable('issues')
    .set((row) => ({
      state: 'sending',
      attempt_id: attemptId,
      attempt_count: row('attempt_count', '+', 1),
      lease_until: new Date(now.getTime() + LEASE_MS).toISOString(),
    }))
    .where('id', 'in', issueIds)
    .where('state', '=', 'planned')
    .where((where) =>
      where.exists(
        where
          .selectFrom('subscriptions')
          .select('subscriptions.id')
          .whereRef('subscriptions.id', '=', 'issues.subscription_id')
          .where('confirmed_at', 'is not', null)
          .where('ended_at', 'is', null),
      ),
    )
    .returning('id')
    .execute();
  return new Map(claimed.map(({ id }) => [id, { issueId: id, attemptId }]));
}

export interface SubmittedIssue {
  attempt: Attempt;
  papers: IssuePaper[];
  /** What the server said. */
  response: string;
}

/**
 * The server took the mails: their papers are sent papers from now on, in the same transaction. Also where a lease ran
 * out meanwhile, since what the server said is the truth.
 */
export async function recordSubmitted(
  database: Database,
  now: Date,
  issues: SubmittedIssue[],
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const sent: [subscriptionId: number, recordId: number, issueId: number][] = [];
    for (const { attempt, papers, response } of issues) {
      const issue = await transaction
        .updateTable('issues')
        .set({
          state: 'submitted',
          papers: JSON.stringify(papers),
          ended_at: now.toISOString(),
          lease_until: null,
          detail: response.slice(0, MAX_DETAIL_LENGTH),
        })
        .where('id', '=', attempt.issueId)
        .where('attempt_id', '=', attempt.attemptId)
        .where('state', 'in', ['sending', 'unknown'])
        .returning('subscription_id')
        .executeTakeFirst();
      if (!issue) continue;
      for (const { recordId } of papers) sent.push([issue.subscription_id, recordId, attempt.issueId]);
    }
    if (sent.length === 0) return;
    await transaction
      .insertInto('sent_papers')
      .columns(['subscription_id', 'record_id', 'issue_id'])
      .expression(
        rowsFromJson(
          transaction,
          { subscription_id: 'integer', record_id: 'integer', issue_id: 'integer' },
          sent,
        ),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/** The mail surely was not taken: another time, or, once all attempts are used up, not at all. */
export async function recordPutOff(
  database: Database,
  now: Date,
  attempt: Attempt,
  detail: string,
): Promise<void> {
  const { attempt_count } = await database
    .selectFrom('issues')
    .select('attempt_count')
    .where('id', '=', attempt.issueId)
    .executeTakeFirstOrThrow();
  const waitMinutes = RETRY_AFTER_MINUTES[attempt_count - 1];
  if (waitMinutes === undefined) return recordEnd(database, now, attempt, { state: 'failed', detail });
  await ofAttempt(database, attempt)
    .set({
      state: 'planned',
      lease_until: null,
      next_attempt_at: new Date(now.getTime() + waitMinutes * 60_000).toISOString(),
      detail: detail.slice(0, MAX_DETAIL_LENGTH),
    })
    .execute();
}

/** The mail was refused for good, or nobody knows whether it was taken. */
export async function recordEnd(
  database: Database,
  now: Date,
  attempt: Attempt,
  { state, detail }: { state: 'failed' | 'unknown'; detail: string },
): Promise<void> {
  await ofAttempt(database, attempt)
    .set({
      state,
      ended_at: now.toISOString(),
      lease_until: null,
      detail: detail.slice(0, MAX_DETAIL_LENGTH),
    })
    .execute();
}

/** An issue that is planned, or claimed for this attempt, has nothing (any more) to send. */
export async function recordSkipped(
  database: Database,
  now: Date,
  issue: number | Attempt,
  detail: string,
): Promise<void> {
  const skipped =
    typeof issue === 'number'
      ? database.updateTable('issues').where('id', '=', issue).where('state', '=', 'planned')
      : ofAttempt(database, issue);
  await skipped.set({ state: 'skipped', ended_at: now.toISOString(), detail, lease_until: null }).execute();
}

/** Issues whose sender was lost are `unknown`, for every day; answers how many became so. */
export async function endExpiredLeases(database: Database, now: Date): Promise<number> {
  const ended = await database
    .updateTable('issues')
    .set({
      state: 'unknown',
      ended_at: now.toISOString(),
      detail: 'the sender stopped between handing the mail over and writing down the answer',
    })
    .where('state', '=', 'sending')
    .where('kind', 'in', ['digest', 'nothing-new'])
    .where('lease_until', '<=', now.toISOString())
    .returning('id')
    .execute();
  return ended.length;
}

export interface DueIssue {
  id: number;
  /** Where its mail goes. */
  domain: string;
}

/** Planned issues of the day that may be tried now, by number. */
export async function listDueIssues(
  database: Database,
  now: Date,
  { day, afterId, limit }: { day: string; afterId: number; limit: number },
): Promise<DueIssue[]> {
  const rows = await database
    .selectFrom('issues')
    .innerJoin('subscriptions', 'subscriptions.id', 'issues.subscription_id')
    .select(['issues.id', 'address'])
    .where('state', '=', 'planned')
    .where('issue_on', '=', day)
    .where('kind', 'in', ['digest', 'nothing-new'])
    .where('next_attempt_at', '<=', now.toISOString())
    .where('issues.id', '>', afterId)
    .orderBy('issues.id')
    .limit(limit)
    .execute();
  return rows.map(({ id, address }) => ({ id, domain: domainOf(address) }));
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

export async function countIssues(database: Database, day: string): Promise<DigestCounts> {
  const rows = await database
    .selectFrom('issues')
    .select((select) => ['state', select.fn.countAll<number>().as('count')])
    .where('issue_on', '=', day)
    .where('kind', '=', 'digest')
    .groupBy('state')
    .execute();
  const counts = { planned: 0, sending: 0, submitted: 0, failed: 0, unknown: 0, skipped: 0 };
  for (const { state, count } of rows as { state: IssueRow['state']; count: number }[]) counts[state] = count;
  return counts;
}

export interface IssueTrouble {
  state: 'planned' | 'failed' | 'unknown';
  /** The mail server's last answer, or what happened. */
  detail: string;
  count: number;
}

/** What went wrong on the day, the most frequent first: failed, unknown, or put off and still planned. */
export async function listTroubles(database: Database, day: string): Promise<IssueTrouble[]> {
  const rows = await database
    .selectFrom('issues')
    .select((select) => ['state', 'detail', select.fn.countAll<number>().as('count')])
    .where('issue_on', '=', day)
    .where('kind', '=', 'digest')
    .where('state', 'in', ['planned', 'failed', 'unknown'])
    .where('detail', 'is not', null)
    .groupBy(['state', 'detail'])
    .orderBy('count', 'desc')
    .orderBy('detail')
    .limit(20)
    .execute();
  return rows as IssueTrouble[];
}

const MAX_DETAIL_LENGTH = 500;

function ofAttempt(database: Database, { issueId, attemptId }: Attempt) {
  return database
    .updateTable('issues')
    .where('id', '=', issueId)
    .where('attempt_id', '=', attemptId)
    .where('state', '=', 'sending');
}
