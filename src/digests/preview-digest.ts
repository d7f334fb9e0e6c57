import { DEFAULT_PAPER_COUNT, type DigestContext } from './digest.ts';
import { renderDigest, type RenderedDigest } from './render-digest.ts';

/** The mail a fresh subscriber would get for this day; sends and records nothing. Undefined: nothing new that day. */
export async function previewDigest(
  { site, listTrending }: Pick<DigestContext, 'site' | 'listTrending'>,
  { day, paperCount = DEFAULT_PAPER_COUNT }: { day: string; paperCount?: number },
): Promise<RenderedDigest | undefined> {
  const papers = await listTrending({ day, limit: paperCount });
  return papers.length === 0 ? undefined : renderDigest(site, { day, papers, unsubscribeToken: 'preview' });
}
