import { describeDay } from '../ingest/describe-day.ts';
import type { DigestContext } from './digest.ts';
import { defaultPreferences } from './preferences/preferences.ts';
import { renderDigest, type RenderedDigest } from './render-digest.ts';

/** The mail that everybody gets for this day who chose nothing in particular; sends and records nothing. Undefined: nothing new that day. */
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
  return renderDigest(site, { day, dayNote, papers, reader: undefined });
}
