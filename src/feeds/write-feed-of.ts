import type { Feed, FeedFormat, FeedItem } from './feed.ts';
import { feedItem } from './feed-item.ts';
import type { Listing, ListingPage } from './listing.ts';
import type { SiteAddresses } from './site-addresses.ts';

/** So many papers, or as many as fit. */
const MAX_PAPERS = 100;
/** Readers ask for a feed many times a day, and many give up on larger ones. */
const MAX_BYTES = 200_000;

export interface WrittenFeed {
  text: string;
  /** See {@link Feed}. */
  updatedAt: string;
}

/** One page of a list in one format, at most 200 kB; what does not fit stands on the feed's next page. */
export async function writeFeedOf(
  listing: Listing,
  { format, addresses, cursor }: { format: FeedFormat; addresses: SiteAddresses; cursor: string | undefined },
): Promise<WrittenFeed> {
  const read = async (limit: number): Promise<ListingPage> =>
    cursor === undefined && listing.readNews
      ? listing.readNews({ limit })
      : listing.readPage({ limit, ...(cursor !== undefined && { cursor }) });
  const write = (page: ListingPage): { feed: Feed; items: string[] } => {
    const items = page.papers.map(({ paper, reason }) => feedItem(paper, addresses, reason));
    const feed = {
      ...describe(listing, page, { format, addresses, cursor, note }),
      items,
      updatedAt: newestOf(items),
    };
    return { feed, items: items.map(format.writeItem) };
  };
  const note = await listing.describe?.();
  const whole = write(await read(MAX_PAPERS));
  const room = MAX_BYTES - Buffer.byteLength(format.writeFeed(whole.feed, [])) - ROOM_FOR_NEXT_BYTES;
  const count = countFitting(whole.items, room);
  // The list itself says where its next page begins, so a shorter page is read rather than cut.
  const { feed, items } = count < whole.items.length ? write(await read(count)) : whole;
  return { text: format.writeFeed(feed, items), updatedAt: feed.updatedAt };
}

/** A shorter page has an address of the next one where the longer page may have had none. */
const ROOM_FOR_NEXT_BYTES = 16_000;

/** At least one, so that a feed goes on; a single paper is never so large. */
function countFitting(items: readonly string[], maxBytes: number): number {
  let bytes = 0;
  const firstTooMany = items.findIndex((item) => (bytes += Buffer.byteLength(item) + 2) > maxBytes);
  return firstTooMany < 0 ? items.length : Math.max(1, firstTooMany);
}

function describe(
  { title, path, parameters }: Listing,
  { papers, next }: ListingPage,
  {
    format,
    addresses,
    cursor,
    note,
  }: { format: FeedFormat; addresses: SiteAddresses; cursor: string | undefined; note: string | undefined },
): Omit<Feed, 'items' | 'updatedAt'> {
  const feedPath = `${path === '/' ? '/index' : path}.${format.extension}`;
  const pageUrl = addresses.page(path, parameters);
  return {
    id: addresses.tag(`feed${pageUrl.slice(addresses.page('').length)}`),
    title,
    description: [
      note,
      next
        ? `${papers.length} papers; those after them are on the feed's next page.`
        : 'All papers of this list.',
    ]
      .filter(Boolean)
      .join(' '),
    pageUrl,
    selfUrl: addresses.page(feedPath, { ...parameters, cursor }),
    ...(next && { nextUrl: addresses.page(feedPath, { ...parameters, cursor: next }) }),
  };
}

/** Of a feed without papers, the beginning of time: it changes when the first one comes. */
function newestOf(items: readonly FeedItem[]): string {
  return (
    items.map(({ updatedAt = '' }) => updatedAt).reduce((a, b) => (a > b ? a : b), '') ||
    '1970-01-01T00:00:00Z'
  );
}
