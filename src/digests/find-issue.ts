import { describeDay } from '../ingest/describe-day.ts';
import type { SubscriptionContext } from './subscription.ts';
import { parseIssuePapers } from './issue-paper.ts';
import { loadIssuePapers } from './load-issue-papers.ts';
import { readerLinks } from './mail-links.ts';
import { findReader } from './preferences/save-preferences.ts';
import { renderDigest, type RenderedDigest } from './render-digest.ts';

type Tools = Pick<SubscriptionContext, 'database' | 'clock' | 'signer' | 'site'>;

/** More issues are not listed: a year and a bit. */
const MAX_ISSUES = 400;

/** The days of which a reader got an issue, newest first. Undefined: the token is no one's. */
export async function listIssueDays(
  { database, signer }: Pick<Tools, 'database' | 'signer'>,
  token: string,
): Promise<string[] | undefined> {
  const reader = await findReader({ database, signer }, 'issue', token);
  if (!reader) return undefined;
  const rows = await database
    .selectFrom('issues')
    .select('issue_on')
    .where('subscription_id', '=', reader.id)
    .where('kind', '=', 'digest')
    .where('state', '!=', 'skipped')
    .orderBy('issue_on', 'desc')
    .limit(MAX_ISSUES)
    .execute();
  return rows.map((row) => row.issue_on);
}

/** A reader's issue of a day, with the papers it was sent with. Undefined: no such link, or no such issue. */
export async function findReaderIssue(
  { database, clock, signer, site }: Tools,
  token: string,
  day: string,
): Promise<RenderedDigest | undefined> {
  const reader = await findReader({ database, signer }, 'issue', token);
  if (!reader) return undefined;
  const issue = await database
    .selectFrom('issues')
    .select('papers')
    .where('subscription_id', '=', reader.id)
    .where('issue_on', '=', day)
    .where('kind', '=', 'digest')
    .where('state', '!=', 'skipped')
    .executeTakeFirst();
  const [papers = []] = issue ? await loadIssuePapers(database, [parseIssuePapers(issue.papers)]) : [];
  if (papers.length === 0) return undefined;
  return renderDigest(site, {
    ...{ day, papers, dayNote: await describeDay(database, clock, day) },
    reader: readerLinks(site, signer, reader),
  });
}
