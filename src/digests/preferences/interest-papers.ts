import { sql } from 'kysely';
import type { Clock } from '../../lib/clock.ts';
import { findMentionedPapers, type MentionedPapers } from '../../ingest/find-mentioned-papers.ts';
import { listPapersByIds } from '../../papers/paper-store.ts';
import type { PaperId } from '../../papers/identifiers.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Database } from '../../storage/database.ts';
import { listStandInRecords } from '../issue-paper.ts';

/** Papers a reader may name as her interest; the newest count. */
export const MAX_INTEREST_PAPERS = 300;

/**
 * Takes papers for an interest from a text: identifiers and addresses, a line or a word each, or a file in any format
 * that can be imported (BibTeX, RIS, CSL-JSON). Papers that are not in this collection are answered, not kept.
 */
export async function addInterestPapers(
  { database, clock }: { database: Database; clock: Clock },
  subscriptionId: number,
  text: string,
): Promise<MentionedPapers> {
  const mentioned = await findMentionedPapers(database, text, { limit: MAX_INTEREST_PAPERS });
  for (const paper of mentioned.papers)
    await noteLiking({ database, clock }, subscriptionId, { paper, liking: 1 });
  return mentioned;
}

/** Notes that a reader wants more like this paper (1), or none like it (-1); the last word counts. */
export async function noteLiking(
  { database, clock }: { database: Database; clock: Clock },
  subscriptionId: number,
  { paper, liking }: { paper: Pick<Paper, 'id'>; liking: 1 | -1 },
): Promise<void> {
  const recordId = (await listStandInRecords(database, [paper.id])).get(paper.id);
  if (recordId === undefined) return;
  const notedAt = clock.now().toISOString();
  await forgetInterestPaper(database, subscriptionId, paper.id);
  await database
    .insertInto('interest_papers')
    .values({ subscription_id: subscriptionId, record_id: recordId, liking, noted_at: notedAt })
    .onConflict((conflict) =>
      conflict
        .columns(['subscription_id', 'record_id'])
        .doUpdateSet({ liking: sql<number>`excluded.liking`, noted_at: sql<string>`excluded.noted_at` }),
    )
    .execute();
}

export async function forgetInterestPaper(
  database: Database,
  subscriptionId: number,
  paperId: PaperId,
): Promise<void> {
  await database
    .deleteFrom('interest_papers')
    .where('subscription_id', '=', subscriptionId)
    .where('record_id', 'in', (select) =>
      select.selectFrom('records').select('id').where('paper_id', '=', paperId),
    )
    .execute();
}

export interface InterestPaper {
  paper: Paper;
  liking: 1 | -1;
}

/** The papers that a reader gave as interests, newest first. */
export async function listInterestPapers(
  database: Database,
  subscriptionId: number,
): Promise<InterestPaper[]> {
  return (await listInterestsOf(database, [subscriptionId])).get(subscriptionId) ?? [];
}

/** The same for many readers; who gave none is not in it. */
export async function listInterestsOf(
  database: Database,
  subscriptionIds: number[],
): Promise<Map<number, InterestPaper[]>> {
  if (subscriptionIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('interest_papers')
    .innerJoin('records', 'records.id', 'interest_papers.record_id')
    .select(['subscription_id', 'records.paper_id', 'liking'])
    .where('subscription_id', 'in', subscriptionIds)
    .orderBy('noted_at', 'desc')
    .orderBy('record_id', 'desc')
    .execute();
  const papers = await listPapersByIds(database, [...new Set(rows.map((row) => row.paper_id))] as PaperId[]);
  const byId = new Map<number, Paper>(papers.map((paper) => [paper.id, paper]));
  const interests = new Map<number, InterestPaper[]>();
  for (const { subscription_id, paper_id, liking } of rows) {
    const own = interests.get(subscription_id) ?? [];
    const paper = byId.get(paper_id);
    if (!paper || own.length >= MAX_INTEREST_PAPERS || own.some((one) => one.paper === paper)) continue;
    own.push({ paper, liking: liking === -1 ? -1 : 1 });
    interests.set(subscription_id, own);
  }
  return interests;
}
