import { xml } from '../lib/xml-text.ts';
import type { SiteAddresses } from './site-addresses.ts';

/** The feeds that every instance has, for the page that lists them and for OPML. */
export const standardFeeds: readonly { title: string; page: string; feed: string }[] = [
  { title: 'Offprint: newest papers', page: '/', feed: '/index.atom' },
  { title: 'Offprint: trending over the newest day', page: '/trending', feed: '/trending.atom' },
  {
    title: 'Offprint: trending over the last 7 days',
    page: '/trending?over=week',
    feed: '/trending.atom?over=week',
  },
  {
    title: 'Offprint: trending over the last 30 days',
    page: '/trending?over=month',
    feed: '/trending.atom?over=month',
  },
];

/** OPML 2.0 (http://opml.org/spec2.opml): one file that a feed reader imports. */
export function writeOpml(addresses: SiteAddresses): string {
  const outlines = standardFeeds.map(
    ({ title, page, feed }) =>
      xml`<outline type="rss" text="${title}" title="${title}" xmlUrl="${addresses.page(feed)}" htmlUrl="${addresses.page(page)}"/>\n`,
  );
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head><title>Offprint</title></head>
<body>
${outlines}</body>
</opml>
`.markup;
}
