import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { streamCitations, type CitationFormat } from '../papers/citations/citation-format.ts';
import type { Paper } from '../papers/paper.ts';
import { answerProblem } from './answer-problem.ts';
import type { FeedFormat } from './feed.ts';
import type { FeedSite } from './feed-site.ts';
import { readFileName } from './list-outputs.ts';
import type { Listing } from './listing.ts';
import type { Refusal } from './site-listings.ts';
import { textBody } from './text-body.ts';
import { writeFeedOf } from './write-feed-of.ts';

/** Papers come once a day; readers ask every hour or oftener. */
const FEED_CACHE_CONTROL = 'public, max-age=900';
const EXPORT_CACHE_CONTROL = 'public, max-age=300';

const MAX_EXPORTED = 10_000;
const EXPORT_PAGE_SIZE = 500;

/** A list as a feed or as a file of citations, by the extension of its address. */
export async function answerList(
  site: FeedSite,
  c: Context,
  read: (name: string) => Listing | Refusal,
): Promise<Response> {
  const file = readFileName(decodePart(c.req.path.slice(c.req.path.lastIndexOf('/') + 1)));
  if (!file) return answerProblem(c, 404, 'No feed is here.');
  const listing = read(file.name);
  if ('problem' in listing) return answerProblem(c, listing.status, listing.problem);
  return 'feed' in file
    ? answerFeed(site, c, listing, file.feed)
    : answerExport(c, listing, { format: file.citations, name: file.name });
}

/** A part that is no encoding of anything names nothing, as it stands. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

async function answerFeed(
  site: FeedSite,
  c: Context,
  listing: Listing,
  format: FeedFormat,
): Promise<Response> {
  const cursor = c.req.query('cursor');
  if (cursor !== undefined && !listing.isCursor(cursor)) {
    return answerProblem(c, 400, 'This address goes on at a place that no feed of this site gave out.');
  }
  const { text, updatedAt } = await writeFeedOf(listing, { format, addresses: site.addresses, cursor });
  return c.body(text, 200, {
    'Content-Type': `${format.mediaType}; charset=utf-8`,
    'Cache-Control': FEED_CACHE_CONTROL,
    // For people and archives. Dates have days only, so only the ETag tells whether the feed is still the same.
    'Last-Modified': new Date(updatedAt).toUTCString(),
    ...READABLE_ANYWHERE,
  });
}

/** Feeds hold nothing private, and readers in the browser are other sites. */
const READABLE_ANYWHERE = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

function answerExport(
  c: Context,
  listing: Listing,
  { format, name }: { format: CitationFormat; name: string },
): Response {
  const fileName = `offprint-${name.replace(/[^\w-]/g, '')}.${format.extension}`;
  return c.body(textBody(streamCitations(format, pagesOf(listing))), 200, {
    'Content-Type': `${format.mediaType}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${fileName}"`,
    'Cache-Control': EXPORT_CACHE_CONTROL,
    // Matches nothing: to work one out, the whole export would have to be held in memory.
    ETag: `W/"${randomUUID()}"`,
    ...READABLE_ANYWHERE,
  });
}

/** The papers of a list, page after page, ten thousand at most. */
async function* pagesOf(listing: Listing): AsyncGenerator<Paper[]> {
  let cursor: string | undefined;
  for (let count = 0; count < MAX_EXPORTED;) {
    const limit = Math.min(EXPORT_PAGE_SIZE, MAX_EXPORTED - count);
    const { papers, next } = await listing.readPage({ limit, ...(cursor !== undefined && { cursor }) });
    yield papers.map(({ paper }) => paper);
    if (next === null || papers.length === 0) return;
    count += papers.length;
    cursor = next;
  }
}
