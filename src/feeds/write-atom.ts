import { xml, type Xml } from '../lib/xml-text.ts';
import type { Feed, FeedFormat, FeedItem } from './feed.ts';

/** Atom 1.0 (RFC 4287), paged by RFC 5005. */
export const atom: FeedFormat = {
  ...{ mediaType: 'application/atom+xml', extension: 'atom' },
  writeItem: (item) => itemXml(item).markup,
  writeFeed: (feed, items) => feedXml(feed, { markup: items.join('') }).markup,
};

function feedXml(feed: Feed, items: Xml): Xml {
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${feed.id}</id>
<title>${feed.title}</title>
<subtitle>${feed.description}</subtitle>
<updated>${feed.updatedAt}</updated>
<author><name>Offprint</name></author>
<link rel="self" type="application/atom+xml" href="${feed.selfUrl}"/>
<link rel="alternate" type="text/html" href="${feed.pageUrl}"/>
${feed.nextUrl && xml`<link rel="next" type="application/atom+xml" href="${feed.nextUrl}"/>\n`}${items}</feed>
`;
}

function itemXml(item: FeedItem): Xml {
  return xml`<entry>
<id>${item.id}</id>
<title>${item.title}</title>
<link rel="alternate" type="text/html" href="${item.url}"/>
${item.sourceUrl && xml`<link rel="related" href="${item.sourceUrl}"/>\n`}${item.authors.map(
    (name) => xml`<author><name>${name}</name></author>\n`,
  )}${item.categories.map((category) => xml`<category term="${category}"/>\n`)}${
    item.publishedAt && xml`<published>${item.publishedAt}</published>\n`
  }<updated>${item.updatedAt ?? UNKNOWN}</updated>
<content type="html">${item.content.markup}</content>
</entry>
`;
}

/** Atom demands an instant of every paper, also of one that no source dates; the same one each time. */
const UNKNOWN = '1970-01-01T00:00:00Z';
