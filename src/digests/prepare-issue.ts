import { describeDay } from '../ingest/describe-day.ts';
import type { MailMessage } from '../mail/mailer.ts';
import type { Database } from '../storage/database.ts';
import type { DigestContext, DigestPaper } from './digest.ts';
import { listSentPaperIds, parseIssuePapers, type IssuePaper } from './issue-paper.ts';
import { loadIssuePapers } from './load-issue-papers.ts';
import { mailIdentity } from './mail-identity.ts';
import { mailLinks, readerLinks, senderDomain, type MailSite, type ReaderLinks } from './mail-links.ts';
import { preferencesOf } from './preferences/preferences.ts';
import { renderNothingNew } from './render-nothing-new.tsx';
import { renderDigest } from './render-digest.ts';

export interface PreparedIssue {
  message: MailMessage;
  /** The papers that are in the mail. */
  papers: IssuePaper[];
}

/**
 * The mail of a planned issue. Papers that were sent since it was planned, or that are gone, are left out; undefined
 * when none remains, unless the reader wants to be told.
 */
export async function prepareIssue(
  { database, clock, signer, site }: Pick<DigestContext, 'database' | 'clock' | 'signer' | 'site'>,
  issueId: number,
  describe = (day: string): Promise<string | undefined> => describeDay(database, clock, day),
): Promise<PreparedIssue | undefined> {
  const issue = await database
    .selectFrom('issues')
    .innerJoin('subscriptions', 'subscriptions.id', 'issues.subscription_id')
    .select(['subscriptions.id', 'address', 'unsubscribe_nonce', 'issue_on', 'kind', 'papers', 'preferences'])
    .where('issues.id', '=', issueId)
    .executeTakeFirst();
  if (!issue) return undefined;
  const unsent = await loadUnsentPapers(database, issue.id, parseIssuePapers(issue.papers));
  const { format, whenNothingNew } = preferencesOf(issue);
  if (unsent.length === 0 && whenNothingNew === 'silence') return undefined;
  const reader = readerLinks(site, signer, issue);
  const dayNote = await describe(issue.issue_on);
  const { paperCount, html, ...content } =
    unsent.length > 0
      ? renderDigest(site, { day: issue.issue_on, dayNote, papers: unsent, reader })
      : { ...renderNothingNew({ day: issue.issue_on, dayNote, reader }), paperCount: 0 };
  return {
    message: {
      to: issue.address,
      from: site.mailFrom,
      ...content,
      ...(format === 'html' && { html }),
      ...mailIdentity(
        { signer, site },
        { id: issueId, kind: issue.kind, day: issue.issue_on, key: issue.id },
      ),
      headers: listHeaders(site, { day: issue.issue_on, reader }),
    },
    papers: unsent.slice(0, paperCount).map(({ paper: _, ...issuePaper }) => issuePaper),
  };
}

async function loadUnsentPapers(
  database: Database,
  subscriptionId: number,
  planned: IssuePaper[],
): Promise<(DigestPaper & IssuePaper)[]> {
  const papers = await loadIssuePapers(database, planned);
  const ids = papers.map(({ paper }) => paper.id);
  const sent = (await listSentPaperIds(database, [subscriptionId], ids)).get(subscriptionId);
  return papers.filter(({ paper }) => !sent?.has(paper.id));
}

/** RFC 2369, 2919, 3834 and 8058; one HTTPS address and nothing else in List-Unsubscribe. */
function listHeaders(
  site: MailSite,
  { day, reader }: { day: string; reader: ReaderLinks },
): { [name: string]: string } {
  return {
    'List-Id': `Trending papers, daily <daily.${senderDomain(site)}>`,
    'List-Unsubscribe': `<${reader.unsubscribe}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'List-Archive': `<${mailLinks.day(site, day)}>`,
    'Auto-Submitted': 'auto-generated',
  };
}
