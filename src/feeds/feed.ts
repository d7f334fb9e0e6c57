import type { Xml } from '../lib/xml-text.ts';

/** A page of a list as a feed, whatever the format. Addresses are absolute, instants ISO 8601 in UTC. */
export interface Feed {
  /** The same for ever and in every format. */
  id: string;
  title: string;
  description: string;
  /** The page of the site that shows the same list. */
  pageUrl: string;
  /** Where this feed itself is. */
  selfUrl: string;
  /** The feed's next page, where there is one. */
  nextUrl?: string;
  /** The newest of what is in it. */
  updatedAt: string;
  items: FeedItem[];
}

export interface FeedItem {
  /** The same for ever, whatever becomes of the paper's text and versions. */
  id: string;
  /** The paper's page on this site. */
  url: string;
  /** The paper's page at its source. */
  sourceUrl: string | undefined;
  /** Plain text. */
  title: string;
  authors: string[];
  categories: string[];
  /** Undefined where no source knows a date. */
  publishedAt: string | undefined;
  updatedAt: string | undefined;
  /** One line on why the paper is here, where the list has reasons. */
  reason: string | undefined;
  /** HTML: the reason, the abstract, where to read on. */
  content: Xml;
}

/** One format of feeds. */
export interface FeedFormat {
  /** Without its encoding, which is UTF-8. */
  mediaType: string;
  /** Without a dot: `atom`. */
  extension: string;
  writeItem(item: FeedItem): string;
  /** The whole feed around items that {@link writeItem} wrote. */
  writeFeed(feed: Feed, items: readonly string[]): string;
}
