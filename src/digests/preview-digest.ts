import { describeDay } from '../ingest/describe-day.ts';
import type { DigestContext } from './digest.ts';
import { mailLinks, type MailSite, type ReaderLinks } from './mail-links.ts';
import { defaultPreferences } from './preferences/preferences.ts';
import { renderDigest, type RenderedDigest } from './render-digest.ts';

/** The mail a fresh subscriber would get for this day; sends and records nothing. Undefined: nothing new that day. */
export async function previewDigest(
  {
    database,
    clock,
    site,
    listTrending,
  }: Pick<DigestContext, 'database' | 'clock' | 'site' | 'listTrending'>,
  { day, paperCount = defaultPreferences.paperCount }: { day: string; paperCount?: number },
): Promise<RenderedDigest | undefined> {
  const papers = await listTrending({ day, windowDays: 1, limit: paperCount });
  if (papers.length === 0) return undefined;
  const dayNote = await describeDay(database, clock, day);
  return renderDigest(site, { day, dayNote, papers, reader: previewLinks(site) });
}

/** Links that lead to the right pages and do nothing there. */
function previewLinks(site: MailSite): ReaderLinks {
  return {
    unsubscribe: mailLinks.unsubscribe(site, 'preview'),
    preferences: mailLinks.preferences(site, 'preview'),
    liking: (paper) => mailLinks.liking(site, 'preview', paper),
  };
}
