import { xml, type Xml } from '../lib/xml-text.ts';
import type { Feed, FeedFormat, FeedItem } from './feed.ts';

/** RSS 2.0 (https://www.rssboard.org/rss-specification), with Atom's links and Dublin Core's creators. */
export const rss: FeedFormat = {
  ...{ mediaType: 'application/rss+xml', extension: 'rss' },
  writeItem: (item) => itemXml(item).markup,
  writeFeed: (feed, items) => feedXml(feed, { markup: items.join('') }).markup,
};

function feedXml(feed: Feed, items: Xml): Xml {
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${feed.title}</title>
<link>${feed.pageUrl}</link>
<description>${feed.description}</description>
<language>en</language>
<lastBuildDate>${rfc822(feed.updatedAt)}</lastBuildDate>
<ttl>60</ttl>
<skipDays><day>Saturday</day><day>Sunday</day></skipDays>
<atom:link rel="self" type="application/rss+xml" href="${feed.selfUrl}"/>
${feed.nextUrl && xml`<atom:link rel="next" type="application/rss+xml" href="${feed.nextUrl}"/>\n`}${items}</channel>
</rss>
`;
}

function itemXml(item: FeedItem): Xml {
  return xml`<item>
<guid isPermaLink="false">${item.id}</guid>
<title>${item.title}</title>
<link>${item.url}</link>
${item.authors.map((name) => xml`<dc:creator>${name}</dc:creator>\n`)}${item.categories.map(
    (category) => xml`<category>${category}</category>\n`,
  )}${item.publishedAt && xml`<pubDate>${rfc822(item.publishedAt)}</pubDate>\n`}<description>${
    item.content.markup
  }</description>
</item>
`;
}

/** `Thu, 20 Aug 2026 00:00:00 GMT`. */
function rfc822(instant: string): string {
  return new Date(instant).toUTCString();
}
