import { describeDay } from '../ingest/describe-day.ts';
import type { MailMessage } from '../mail/mailer.ts';
import type { DigestContext } from './digest.ts';
import type { IssuePaper } from './issue-paper.ts';
import type { UnsentIssue } from './load-unsent-issues.ts';
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

/** The mail of an issue; undefined when no paper of it remains, unless the reader wants to be told. */
export async function prepareIssue(
  { database, clock, signer, site }: Pick<DigestContext, 'database' | 'clock' | 'signer' | 'site'>,
  { id, day, kind, reader: to, papers }: UnsentIssue,
  describe = (): Promise<string | undefined> => describeDay(database, clock, day),
): Promise<PreparedIssue | undefined> {
  const { format, whenNothingNew } = preferencesOf(to);
  if (papers.length === 0 && whenNothingNew === 'silence') return undefined;
  const reader = readerLinks(site, signer, to);
  const dayNote = await describe();
  const { paperCount, html, ...content } =
    papers.length > 0
      ? renderDigest(site, { day, dayNote, papers, reader })
      : { ...renderNothingNew({ day, dayNote, reader }), paperCount: 0 };
  return {
    message: {
      to: to.address,
      from: site.mailFrom,
      ...content,
      ...(format === 'html' && { html }),
      ...mailIdentity({ signer, site }, { id, kind, day, key: to.id }),
      headers: listHeaders(site, { day, reader }),
    },
    papers: papers.slice(0, paperCount).map(({ paper: _, ...issuePaper }) => issuePaper),
  };
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
