import type { Context } from 'hono';
import { answerPage } from './page.tsx';
import type { Site } from './site.ts';

const lists: readonly [title: string, page: string, feed: string][] = [
  ['Newest papers', '/', '/index.atom'],
  ['Trending over the newest day', '/trending', '/trending.atom'],
  ['Trending over the last 7 days', '/trending?over=week', '/trending.atom?over=week'],
  ['Trending over the last 30 days', '/trending?over=month', '/trending.atom?over=month'],
];

/** `/feeds`: how every list and every search is followed with a feed reader. */
export function showFeeds(site: Site, c: Context): Response {
  const { baseUrl } = site.config;
  return answerPage(site, c, {
    title: 'Feeds',
    description: 'Every list and every search of Offprint as Atom, RSS and JSON Feed.',
    canonicalPath: '/feeds',
    main: (
      <article class="narrow">
        <h1>Feeds</h1>
        <p>
          Every list and every search is also a feed, in Atom, RSS and JSON Feed. Each paper keeps its
          identity in all of them, whatever version of it is announced.
        </p>
        <table class="data">
          <caption>The lists that everyone starts with</caption>
          <thead>
            <tr>
              <th scope="col">List</th>
              <th scope="col">Feeds</th>
            </tr>
          </thead>
          <tbody>
            {lists.map(([title, page, feed]) => (
              <tr>
                <th scope="row">
                  <a href={page}>{title}</a>
                </th>
                <td>
                  <a href={feed} aria-label={`${title}: Atom`}>
                    Atom
                  </a>{' '}
                  <a href={feed.replace('.atom', '.rss')} aria-label={`${title}: RSS`}>
                    RSS
                  </a>{' '}
                  <a href={feed.replace('.atom', '.json')} aria-label={`${title}: JSON Feed`}>
                    JSON
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          All of them at once, for a feed reader to import: <a href="/feeds.opml">feeds.opml</a>.
        </p>

        <h2 id="searches">A search as a feed</h2>
        <p>
          Search for what you follow, then take the feed from the foot of the results. It brings the best of
          the last thirty days before the best of all:
        </p>
        <pre>{`${baseUrl}/search.atom?q=sparse+attention+category:cs.CL`}</pre>

        <h2 id="addresses">Any list</h2>
        <p>
          The address of a page and <code>.atom</code>, <code>.rss</code> or <code>.json</code> is its feed;{' '}
          <code>.bib</code>, <code>.biblatex</code>, <code>.ris</code>, <code>.csl.json</code> and{' '}
          <code>.csv</code> give up to ten thousand of its papers as a file.
        </p>
        <pre>{`${baseUrl}/days/2026-08-20.rss\n${baseUrl}/weeks/2026-W34.bib\n${baseUrl}/papers/arxiv:2310.16390.ris`}</pre>
      </article>
    ),
  });
}
