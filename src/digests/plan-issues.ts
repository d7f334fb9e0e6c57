import type { Selectable } from 'kysely';
import type { Database, DatabaseTransaction } from '../storage/database.ts';
import type { SubscriptionRow } from '../storage/tables/subscription-tables.ts';
import { openCandidatePools, windowDaysOf, type CandidatePools } from './choosing/candidate-pools.ts';
import {
  createInterestRankings,
  type AskedRanking,
  type InterestRankings,
} from './choosing/interest-rankings.ts';
import { chooseForReader } from './choosing/choose-for-reader.ts';
import { choosePapers, type Candidate } from './choosing/choose-papers.ts';
import type { DigestContext } from './digest.ts';
import { listSentPaperIds, type IssuePaper } from './issue-paper.ts';
import { loadOtherIssues } from './load-other-issues.ts';
import { passMornings } from './pass-mornings.ts';
import { nextMorning } from './next-morning.ts';
import { preferencesOf, scheduleOf } from './preferences/preferences.ts';

export interface IssuePlan {
  day: string;
  /** At most so many papers in an issue; undefined: as many as each reader asked for. */
  paperCount?: number | undefined;
  /** `due`: those whose morning it is. `everyone`: all but the paused, at any hour; for running by hand. */
  readers: 'due' | 'everyone';
  signal?: AbortSignal | undefined;
}

/** Subscriptions planned in one transaction: few enough to be short, many enough to be fast. */
const BATCH_SIZE = 100;

type Reader = Selectable<SubscriptionRow>;
type Planning = Pick<IssuePlan, 'day' | 'paperCount' | 'readers'> & {
  now: Date;
  pools: CandidatePools;
  rankings: InterestRankings;
};

/**
 * Writes an issue for every reader whose turn it is and who has none for the day: `planned`, or `skipped` where there
 * is nothing new for her. Memory is bounded by the batch. Stopped anywhere and run again, it goes on.
 */
export async function planIssues(
  {
    database,
    clock,
    listTrending,
    openRanker,
  }: Pick<DigestContext, 'database' | 'clock' | 'listTrending' | 'openRanker'>,
  { day, paperCount, readers, signal }: IssuePlan,
): Promise<void> {
  const pools = await openCandidatePools({ database, listTrending }, day);
  const rankings = createInterestRankings(database, openRanker);
  const planning = { day, paperCount, readers, now: clock.now(), pools, rankings };
  let batch = await listTurns(database, planning, 0);
  while (batch.length > 0 && !signal?.aborted) {
    await pools.open(batch.map((reader) => windowDaysOf(reader.last_issue_on, day)));
    await rankings.load(batch.map((reader) => rankingFor(reader, planning)));
    const ids = batch.map(({ id }) => id);
    await database.transaction().execute((transaction) => planBatch(transaction, ids, planning));
    batch = await listTurns(database, planning, ids.at(-1) ?? 0);
  }
}

/**
 * Readies the planning of these readers alone; what comes back plans them within a transaction. Two steps, because what
 * is read for everybody is read outside of it.
 */
export async function preparePlanning(
  {
    database,
    clock,
    listTrending,
    openRanker,
  }: Pick<DigestContext, 'database' | 'clock' | 'listTrending' | 'openRanker'>,
  { ids, day, paperCount }: Pick<IssuePlan, 'day' | 'paperCount'> & { ids: number[] },
): Promise<(transaction: DatabaseTransaction) => Promise<void>> {
  const pools = await openCandidatePools({ database, listTrending }, day);
  const rankings = createInterestRankings(database, openRanker);
  const planning: Planning = { day, paperCount, readers: 'everyone', now: clock.now(), pools, rankings };
  const readers = await selectTurns(database, planning).where('id', 'in', ids).execute();
  await pools.open(readers.map((reader) => windowDaysOf(reader.last_issue_on, day)));
  await rankings.load(readers.map((reader) => rankingFor(reader, planning)));
  return (transaction) => planBatch(transaction, ids, planning);
}

function selectTurns(database: Database, { day, readers, now }: Pick<Planning, 'day' | 'readers' | 'now'>) {
  const active = database
    .selectFrom('subscriptions')
    .selectAll()
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .orderBy('id');
  if (readers === 'due') {
    return active.where((where) =>
      where.or([where('next_due_at', 'is', null), where('next_due_at', '<=', now.toISOString())]),
    );
  }
  return active
    .where((where) => where.or([where('paused_until', 'is', null), where('paused_until', '<=', day)]))
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
    );
}

function listTurns(database: Database, planning: Planning, afterId: number): Promise<Reader[]> {
  return selectTurns(database, planning).where('id', '>', afterId).limit(BATCH_SIZE).execute();
}

function rankingFor(reader: Reader, { pools, day }: Pick<Planning, 'pools' | 'day'>): AskedRanking {
  return {
    subscriptionId: reader.id,
    pool: pools.get(windowDaysOf(reader.last_issue_on, day)),
    closeness: preferencesOf(reader).closeness,
  };
}

async function planBatch(
  transaction: DatabaseTransaction,
  batch: number[],
  planning: Planning,
): Promise<void> {
  const { day, now, pools } = planning;
  const plannedAt = now.toISOString();
  // Takes the rows' locks: another planner, for this day or another, waits here and then sees what was planned.
  await transaction
    .updateTable('subscriptions')
    .set({ planned_at: plannedAt })
    .where('id', 'in', batch)
    .execute();
  const turns = await selectTurns(transaction, planning).where('id', 'in', batch).execute();
  const due = planning.readers === 'due' ? await passMornings(transaction, turns, now) : turns;
  const readers = await withoutIssueOf(transaction, due, day);
  if (planning.readers === 'due') {
    const served = new Set(readers);
    await planQuietMornings(
      transaction,
      due.filter((reader) => !served.has(reader)),
      now,
    );
  }
  if (readers.length === 0) return;
  const ids = readers.map(({ id }) => id);
  const others = await loadOtherIssues(transaction, ids, day);
  const choices = readers.map((reader) => {
    const news = { day, lastIssueOn: reader.last_issue_on, seenPaperId: reader.seen_paper_id };
    const asked = rankingFor(reader, planning);
    const byInterest = planning.rankings.rank(asked);
    return { reader, ...chooseForReader(asked.pool, preferencesOf(reader), news, byInterest) };
  });
  const paperIds = new Set<number>();
  const listed = choices.flatMap(({ personal, trending, outside }) => [personal, trending, outside]);
  for (const papers of [...listed, ...others.map((issue) => issue.papers)]) {
    for (const { paperId } of papers) paperIds.add(paperId);
  }
  const sent = await listSentPaperIds(transaction, ids, [...paperIds]);
  const issues = choices.map(({ reader, personal, trending, outside }) => {
    const own = others.filter((issue) => issue.subscriptionId === reader.id);
    const onTheirWay = new Set(
      own.filter(({ isOpen }) => isOpen).flatMap(({ papers }) => papers.map((paper) => paper.paperId)),
    );
    const chosen = choosePapers({
      carriedOver: own.filter(({ isOpen }) => !isOpen).flatMap(({ papers }) => papers),
      personal,
      trending,
      outside,
      isTaken: (paperId) => onTheirWay.has(paperId) || sent.get(reader.id)?.has(paperId) === true,
      limit: planning.paperCount ?? preferencesOf(reader).paperCount,
    });
    return issueRow(reader, day, plannedAt, chosen);
  });
  await transaction
    .insertInto('issues')
    .values(issues)
    .onConflict((conflict) => conflict.columns(['subscription_id', 'issue_on', 'kind']).doNothing())
    .execute();
  await transaction
    .updateTable('subscriptions')
    .set({ last_issue_on: day, seen_paper_id: pools.newestPaperId })
    .where('id', 'in', ids)
    .where((where) => where.or([where('last_issue_on', 'is', null), where('last_issue_on', '<', day)]))
    .execute();
}

async function withoutIssueOf(database: Database, readers: Reader[], day: string): Promise<Reader[]> {
  if (readers.length === 0) return [];
  const rows = await database
    .selectFrom('issues')
    .select('subscription_id')
    .where('issue_on', '=', day)
    .where('kind', '=', 'digest')
    .where(
      'subscription_id',
      'in',
      readers.map(({ id }) => id),
    )
    .execute();
  const served = new Set(rows.map((row) => row.subscription_id));
  return readers.filter(({ id }) => !served.has(id));
}

/** No list came since their last issue: those who want to be told get a line on this morning of theirs. */
async function planQuietMornings(
  transaction: DatabaseTransaction,
  readers: Reader[],
  now: Date,
): Promise<void> {
  const rows = readers.filter(isToldOfNothing).map((reader) => {
    const { day } = nextMorning(scheduleOf(reader), { lastDay: reader.last_morning, now });
    return { ...issueRow(reader, day, now.toISOString(), []), kind: 'nothing-new' as const };
  });
  if (rows.length === 0) return;
  await transaction
    .insertInto('issues')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['subscription_id', 'issue_on', 'kind']).doNothing())
    .execute();
}

function isToldOfNothing(reader: Reader): boolean {
  return preferencesOf(reader).whenNothingNew === 'say so';
}

function issueRow(reader: Reader, day: string, now: string, chosen: Candidate[]) {
  const papers = chosen.map(({ recordId, reason, forYou }): IssuePaper => ({
    ...{ recordId, reason },
    ...(forYou && { forYou }),
  }));
  const isEmpty = papers.length === 0 && !isToldOfNothing(reader);
  return {
    subscription_id: reader.id,
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
