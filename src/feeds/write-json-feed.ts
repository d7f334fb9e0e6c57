import type { FeedFormat } from './feed.ts';

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export const jsonFeed: FeedFormat = {
  ...{ mediaType: 'application/feed+json', extension: 'json' },
  writeItem: (item) =>
    JSON.stringify({
      ...{ id: item.id, url: item.url, external_url: item.sourceUrl, title: item.title },
      content_html: item.content.markup,
      summary: item.reason,
      ...{ date_published: item.publishedAt, date_modified: item.updatedAt },
      ...(item.authors.length > 0 && { authors: item.authors.map((name) => ({ name })) }),
      ...(item.categories.length > 0 && { tags: item.categories }),
    }),
  writeFeed(feed, items) {
    const head = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      ...{ title: feed.title, description: feed.description, language: 'en' },
      ...{ home_page_url: feed.pageUrl, feed_url: feed.selfUrl, next_url: feed.nextUrl },
    });
    return `${head.slice(0, -1)},"items":[\n${items.join(',\n')}\n]}\n`;
  },
};
