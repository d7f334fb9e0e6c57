import type { Context } from 'hono';
import type { VNode } from 'preact';
import { takeFromLimit } from '../digests/request-limit.ts';
import { clientAddress } from '../http/client-address.ts';
import { networkOf } from '../lib/network-of.ts';
import { reportLink } from '../papers/link-reports.ts';
import { paperAddress } from '../papers/paper-address.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import type { Paper } from '../papers/paper.ts';
import { answerNotFound } from './error-pages.tsx';
import type { Site } from './site.ts';
import { answerLetter } from './subscription-pages.tsx';

const REPORTS_PER_NETWORK_AND_HOUR = 10;
const HOUR_MS = 3_600_000;

/** Below a paper's links: says that the code or project found for it is another's. Nothing for a paper without. */
export function ReportLinks({ paper, doubted }: { paper: Paper; doubted: readonly string[] }): VNode | null {
  const links = [
    ['code', paper.links.code],
    ['project', paper.links.project],
  ].filter((link): link is [string, string] => link[1] !== undefined);
  if (links.length === 0) return null;
  return (
    <form method="post" action="/link-reports" class="hint">
      <input type="hidden" name="paper" value={paper.publicId} />
      {links.map(([kind, url]) =>
        doubted.includes(url) ? (
          <p>A reader says that the {kind} is not this paper's; nobody has looked yet.</p>
        ) : (
          <button type="submit" class="quiet" name="url" value={url}>
            Not this paper's {kind}?
          </button>
        ),
      )}
    </form>
  );
}

/** `POST /link-reports`: no account is asked for, and nothing is kept of who reported. */
export async function postLinkReport(site: Site, c: Context): Promise<Response> {
  const form = await c.req.parseBody();
  const [id, url] = [form['paper'], form['url']];
  const paper = typeof id === 'string' ? await findPaperByPublicId(site.database, id) : undefined;
  if (!paper || typeof url !== 'string') return answerNotFound(site, c);
  const isAllowed = await isWithinLimit(site, clientAddress(c));
  const isNoted = isAllowed && (await reportLink(site.database, site.clock, { paper, url }));
  return answerLetter(site, c, {
    title: isAllowed ? 'Thank you' : 'Too many reports',
    ...(!isAllowed && { status: 429 }),
    main: (
      <>
        <h1>{isAllowed ? 'Thank you' : 'Too many reports'}</h1>
        <p>
          {!isAllowed
            ? 'Many links were reported from your network just now. Try again in an hour.'
            : isNoted
              ? 'The link is marked as doubted until the people who run this site have looked at it.'
              : 'The paper has no such link any more.'}{' '}
          Back to <a href={paperAddress(paper.publicId)}>the paper</a>.
        </p>
      </>
    ),
  });
}

async function isWithinLimit(
  { database, clock, subscriptions }: Site,
  ipAddress: string | undefined,
): Promise<boolean> {
  if (ipAddress === undefined) return true;
  return takeFromLimit(database, clock, {
    key: subscriptions.signer.fingerprint('network-limit', `link-reports ${networkOf(ipAddress)}`),
    count: REPORTS_PER_NETWORK_AND_HOUR,
    windowMs: HOUR_MS,
  });
}
