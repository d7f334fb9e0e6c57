import type { Database } from '../storage/database.ts';
import type { Candidate } from './choosing/choose-papers.ts';
import { listCurrentPaperIds, parseIssuePapers } from './issue-paper.ts';

export interface OtherIssue {
  subscriptionId: number;
  /** Planned or being sent. Otherwise it went wrong, and its papers may be carried over. */
  isOpen: boolean;
  papers: Candidate[];
}

/** Papers of issues that went wrong are carried over for so many days: longer than any source is silent. */
const CARRY_OVER_DAYS = 30;

/** The subscriptions' issues that are under way, whatever their day, and the recent ones that went wrong. */
export async function loadOtherIssues(
  database: Database,
  subscriptionIds: number[],
  day: string,
): Promise<OtherIssue[]> {
  const since = new Date(Date.parse(day) - CARRY_OVER_DAYS * 86_400_000).toISOString().slice(0, 10);
  const rows = await database
    .selectFrom('issues')
    .select(['subscription_id', 'issue_on', 'state', 'papers'])
    .where('subscription_id', 'in', subscriptionIds)
    .where('kind', '=', 'digest')
    // Not by the states that are wanted: SQLite would look those up, among everybody's.
    .where('state', 'not in', ['submitted', 'skipped'])
    .orderBy('issue_on')
    .execute();
  const issues = rows
    .map((row) => ({
      ...row,
      isOpen: row.state === 'planned' || row.state === 'sending',
      papers: parseIssuePapers(row.papers),
    }))
    .filter(({ isOpen, issue_on }) => isOpen || issue_on >= since);
  const recordIds = new Set(issues.flatMap(({ papers }) => papers.map(({ recordId }) => recordId)));
  const current = await listCurrentPaperIds(database, [...recordIds]);
  return issues.map((issue) => ({
    subscriptionId: issue.subscription_id,
    isOpen: issue.isOpen,
    papers: issue.papers.flatMap((paper) => {
      const paperId = current.get(paper.recordId);
      return paperId === undefined ? [] : [{ ...paper, paperId }];
    }),
  }));
}
