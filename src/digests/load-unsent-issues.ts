import { lookupChunksOf } from '../papers/chunks.ts';
import type { Database } from '../storage/database.ts';
import type { IssueRow } from '../storage/tables/subscription-tables.ts';
import type { DigestPaper } from './digest.ts';
import { listSentPaperIds, parseIssuePapers, type IssuePaper } from './issue-paper.ts';
import { loadIssuePapers } from './load-issue-papers.ts';

/** A planned issue with its reader, and those of its papers that she has not been sent since. */
export interface UnsentIssue {
  id: number;
  day: string;
  kind: IssueRow['kind'];
  reader: { id: number; address: string; unsubscribe_nonce: string; preferences: string };
  papers: (DigestPaper & IssuePaper)[];
}

/** These issues, by number. Many at once, since most issues of a day hold the same papers. */
export async function loadUnsentIssues(
  database: Database,
  issueIds: number[],
): Promise<Map<number, UnsentIssue>> {
  const rows = await database
    .selectFrom('issues')
    .innerJoin('subscriptions', 'subscriptions.id', 'issues.subscription_id')
    .select(['subscriptions.id', 'address', 'unsubscribe_nonce', 'preferences'])
    .select(['issues.id as issue_id', 'issue_on', 'kind', 'papers'])
    .where('issues.id', 'in', issueIds)
    .execute();
  const papers = await loadIssuePapers(
    database,
    rows.map((row) => parseIssuePapers(row.papers)),
  );
  const sent = await listAllSent(
    database,
    rows.map(({ id }) => id),
    papers.flat().map(({ paper }) => paper.id),
  );
  return new Map(
    rows.map(({ issue_id, issue_on, kind, papers: _, ...reader }, index): [number, UnsentIssue] => [
      issue_id,
      {
        id: issue_id,
        day: issue_on,
        kind,
        reader,
        papers: papers[index]!.filter(({ paper }) => !sent.has(`${reader.id} ${paper.id}`)),
      },
    ]),
  );
}

/** "subscription paper" for each that was sent. */
async function listAllSent(
  database: Database,
  subscriptionIds: number[],
  paperIds: number[],
): Promise<Set<string>> {
  const all = new Set<string>();
  for (const chunk of lookupChunksOf(paperIds)) {
    for (const [subscriptionId, sent] of await listSentPaperIds(database, subscriptionIds, chunk)) {
      for (const paperId of sent) all.add(`${subscriptionId} ${paperId}`);
    }
  }
  return all;
}
