import type { Clock } from '../lib/clock.ts';
import type { Database, DatabaseTransaction } from '../storage/database.ts';
import { choosePapers, type Candidate } from './choose-papers.ts';
import type { DigestPaper } from './digest.ts';
import {
  listCurrentPaperIds,
  listSentPaperIds,
  listStandInRecords,
  parseIssuePapers,
  type IssuePaper,
} from './issue-paper.ts';

export interface IssuePlan {
  day: string;
  /** The papers of the day, best first; every subscription chooses from them. */
  papers: DigestPaper[];
  /** At most so many papers in one issue. */
  paperCount: number;
  signal?: AbortSignal | undefined;
}

/** Subscriptions planned in one transaction: few enough to be short, many enough to be fast. */
const BATCH_SIZE = 200;
/** Papers of issues that went wrong are carried over for so many days: longer than any source is silent. */
const CARRY_OVER_DAYS = 30;

/**
 * Writes an issue for every active subscription that has none for the day: `planned`, or `skipped` where there is
 * nothing new for it. Memory is bounded by the batch. Stopped anywhere and run again, it goes on.
 */
export async function planIssues(database: Database, clock: Clock, plan: IssuePlan): Promise<void> {
  const trending = await nameByRecord(database, plan.papers);
  let ids = await listUnplanned(database, plan.day, 0);
  while (ids.length > 0 && !plan.signal?.aborted) {
    const batch = ids;
    await database
      .transaction()
      .execute((transaction) =>
        planBatch(transaction, clock.now().toISOString(), batch, { ...plan, trending }),
      );
    ids = await listUnplanned(database, plan.day, batch.at(-1) ?? 0);
  }
}

async function nameByRecord(database: Database, papers: DigestPaper[]): Promise<Candidate[]> {
  const records = await listStandInRecords(
    database,
    papers.map(({ paper }) => paper.id),
  );
  return papers.flatMap(({ paper, reason }) => {
    const recordId = records.get(paper.id);
    return recordId === undefined ? [] : [{ paperId: paper.id, recordId, reason }];
  });
}

function selectUnplanned(database: Database, day: string) {
  return database
    .selectFrom('subscriptions')
    .select('id')
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('issues')
            .select('issues.id')
            .whereRef('issues.subscription_id', '=', 'subscriptions.id')
            .where('issue_on', '=', day)
            .where('kind', '=', 'digest'),
        ),
      ),
    )
    .orderBy('id');
}

async function listUnplanned(database: Database, day: string, afterId: number): Promise<number[]> {
  const rows = await selectUnplanned(database, day).where('id', '>', afterId).limit(BATCH_SIZE).execute();
  return rows.map(({ id }) => id);
}

async function planBatch(
  transaction: DatabaseTransaction,
  now: string,
  batch: number[],
  { day, paperCount, trending }: IssuePlan & { trending: Candidate[] },
): Promise<void> {
  // Takes the rows' locks: another planner, for this day or another, waits here and then sees what was planned.
  await transaction.updateTable('subscriptions').set({ planned_at: now }).where('id', 'in', batch).execute();
  const unplanned = await selectUnplanned(transaction, day).where('id', 'in', batch).execute();
  const ids = unplanned.map(({ id }) => id);
  if (ids.length === 0) return;
  const others = await loadOtherIssues(transaction, ids, day);
  const paperIds = new Set(
    [...trending, ...others.flatMap(({ papers }) => papers)].map(({ paperId }) => paperId),
  );
  const sent = await listSentPaperIds(transaction, ids, [...paperIds]);
  const issues = ids.map((id) => {
    const own = others.filter((issue) => issue.subscriptionId === id);
    const onTheirWay = new Set(
      own.filter(({ isOpen }) => isOpen).flatMap(({ papers }) => papers.map((p) => p.paperId)),
    );
    const chosen = choosePapers({
      carriedOver: own.filter(({ isOpen }) => !isOpen).flatMap(({ papers }) => papers),
      trending,
      isTaken: (paperId) => onTheirWay.has(paperId) || sent.get(id)?.has(paperId) === true,
      limit: paperCount,
    });
    return issueRow(id, day, now, chosen);
  });
  await transaction
    .insertInto('issues')
    .values(issues)
    .onConflict((conflict) => conflict.columns(['subscription_id', 'issue_on', 'kind']).doNothing())
    .execute();
}

interface OtherIssue {
  subscriptionId: number;
  /** Planned or being sent. Otherwise it went wrong, and its papers may be carried over. */
  isOpen: boolean;
  papers: Candidate[];
}

/** The subscriptions' issues that are under way, whatever their day, and the recent ones that went wrong. */
async function loadOtherIssues(
  database: Database,
  subscriptionIds: number[],
  day: string,
): Promise<OtherIssue[]> {
  const since = new Date(Date.parse(day) - CARRY_OVER_DAYS * 86_400_000).toISOString().slice(0, 10);
  const rows = await database
    .selectFrom('issues')
    .select(['subscription_id', 'state', 'papers'])
    .where('subscription_id', 'in', subscriptionIds)
    .where((where) =>
      where.or([
        where('state', 'in', ['planned', 'sending']),
        where.and([where('state', 'in', ['failed', 'unknown']), where('issue_on', '>=', since)]),
      ]),
    )
    .orderBy('issue_on')
    .execute();
  const issues = rows.map((row) => ({ ...row, papers: parseIssuePapers(row.papers) }));
  const recordIds = new Set(issues.flatMap(({ papers }) => papers.map(({ recordId }) => recordId)));
  const current = await listCurrentPaperIds(database, [...recordIds]);
  return issues.map((issue) => ({
    subscriptionId: issue.subscription_id,
    isOpen: issue.state === 'planned' || issue.state === 'sending',
    papers: issue.papers.flatMap((paper) => {
      const paperId = current.get(paper.recordId);
      return paperId === undefined ? [] : [{ ...paper, paperId }];
    }),
  }));
}

function issueRow(subscriptionId: number, day: string, now: string, chosen: Candidate[]) {
  const papers = chosen.map(({ recordId, reason }): IssuePaper => ({ recordId, reason }));
  const isEmpty = papers.length === 0;
  return {
    subscription_id: subscriptionId,
    issue_on: day,
    kind: 'digest' as const,
    state: isEmpty ? ('skipped' as const) : ('planned' as const),
    papers: JSON.stringify(papers),
    planned_at: now,
    attempt_count: 0,
    next_attempt_at: now,
    ended_at: isEmpty ? now : null,
    detail: isEmpty ? 'nothing new' : null,
  };
}
