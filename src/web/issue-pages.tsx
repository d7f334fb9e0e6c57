import type { Context } from 'hono';
import { findNewestAnnouncedDay } from '../digests/daily-digest.ts';
import { findReaderIssue, listIssueDays } from '../digests/find-issue.ts';
import { isDay, sayDay } from '../digests/issue-day.ts';
import { mailAsPage } from '../digests/mail-layout.tsx';
import { previewDigest } from '../digests/preview-digest.ts';
import { listTrending } from '../trending/list-trending.ts';
import { answerNotFound } from './error-pages.tsx';
import type { Site } from './site.ts';
import { answerLetter, answerUselessLink, tokenOf } from './subscription-pages.tsx';

/** `/digests`: leads to the newest mail. */
export async function showNewestIssue(site: Site, c: Context): Promise<Response> {
  const day = await findNewestAnnouncedDay(site.database, site.clock.now().toISOString().slice(0, 10));
  return day === undefined ? answerNotFound(site, c) : c.redirect(`/digests/${day}`, 302);
}

/** `/digests/2026-08-20`: the day's mail as everybody gets it who chose nothing in particular. */
export async function showPublicIssue(site: Site, c: Context): Promise<Response> {
  const { database, clock, subscriptions } = site;
  const day = c.req.param('day') ?? '';
  if (!isDay(day) || day > clock.now().toISOString().slice(0, 10)) return answerNotFound(site, c);
  const issue = await previewDigest(
    {
      ...{ database, clock, site: { ...subscriptions.site, baseUrl: site.config.baseUrl } },
      listTrending: (query) => listTrending(database, query),
    },
    { day },
  );
  if (!issue) return answerNotFound(site, c, { what: `There was no mail on ${sayDay(day)}: nothing new.` });
  c.header('Cache-Control', 'public, max-age=300');
  return answerMail(c, issue.html);
}

/** `/subscriptions/issues/TOKEN/2026-08-20`: a reader's own issue, from "Read in browser". */
export async function showReaderIssue(site: Site, c: Context): Promise<Response> {
  const issue = await findReaderIssue(site.subscriptions, tokenOf(c), c.req.param('day') ?? '');
  if (!issue) return answerUselessLink(site, c);
  c.header('Cache-Control', 'no-store');
  c.header('X-Robots-Tag', 'noindex');
  c.header('Referrer-Policy', 'no-referrer');
  return answerMail(c, issue.html);
}

/** `/subscriptions/issues/TOKEN`: all of a reader's issues. */
export async function listReaderIssues(site: Site, c: Context): Promise<Response> {
  const token = tokenOf(c);
  const days = await listIssueDays(site.subscriptions, token);
  if (!days) return answerUselessLink(site, c);
  return answerLetter(site, c, {
    title: 'Your mails so far',
    main: (
      <>
        <h1>Your mails so far</h1>
        {days.length === 0 && <p>None yet. The first comes on the next day with new papers.</p>}
        <ul>
          {days.map((day) => (
            <li key={day}>
              <a href={`/subscriptions/issues/${token}/${day}`}>
                {sayDay(day)} {day.slice(0, 4)}
              </a>
            </li>
          ))}
        </ul>
      </>
    ),
  });
}

/** The mail's own page: it may style itself and nothing else. */
function answerMail(c: Context, html: string): Response {
  c.header(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  return c.html(mailAsPage(html));
}
