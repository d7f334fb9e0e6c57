import { Hono, type Context, type Next } from 'hono';
import { routePath } from 'hono/route';
import { answerList } from './answer-list.ts';
import { answerPaper } from './answer-paper.ts';
import { answerProblem } from './answer-problem.ts';
import type { FeedsDeps, FeedSite } from './feed-site.ts';
import { fieldPapers } from './field-listing.ts';
import { citationExtensions, extensionOf, listExtensions, readFileName } from './list-outputs.ts';
import { findPublicCollection } from './collection-listing.ts';
import { siteAddresses } from './site-addresses.ts';
import { foundPapers, newestPapers, papersOf, trendingPapers } from './site-listings.ts';
import { writeOpml } from './write-opml.ts';

/**
 * Feeds and exports, every route on one screen: the address of a page and `.atom`, `.rss`, `.json` or the extension
 * of a citation format. Mount it before the pages; what is no such address it leaves to them.
 */
export function createFeedsApp({ baseUrl, accounts, ...deps }: FeedsDeps): Hono {
  const site: FeedSite = { ...deps, addresses: siteAddresses(baseUrl) };
  const { database } = site;
  const app = new Hono();

  for (const extension of listExtensions) {
    app.get(`/index.${extension}`, (c) => answerList(site, c, () => newestPapers(database)));
    app.get(`/trending.${extension}`, (c) =>
      answerList(site, c, () => trendingPapers(database, (name) => c.req.query(name))),
    );
    app.get(`/search.${extension}`, (c) =>
      answerList(site, c, () => foundPapers(site, (name) => c.req.query(name))),
    );
  }
  const file = `:file{[^/]+${endingIn(listExtensions)}}`;
  app.get(`/days/${file}`, (c) => answerList(site, c, (name) => papersOf(site, 'day', name)));
  app.get(`/weeks/${file}`, (c) => answerList(site, c, (name) => papersOf(site, 'week', name)));
  app.get(`/months/${file}`, (c) => answerList(site, c, (name) => papersOf(site, 'month', name)));
  app.get(`/fields/${file}`, (c) => answerList(site, c, (name) => fieldPapers(site, name)));
  app.get(`/trending/${file}`, (c) =>
    answerList(site, c, (category) =>
      trendingPapers(database, (name) => (name === 'category' ? category : c.req.query(name))),
    ),
  );
  if (accounts === 'on') app.get(`/collections/${file}`, (c, next) => answerCollection(site, c, next));
  app.get(`/papers/:file{.+${endingIn(citationExtensions)}}`, (c, next) => answerPaper(site, c, next));
  app.get('/feeds.opml', (c) => c.body(writeOpml(site.addresses), 200, OPML));

  for (const page of [
    '/',
    '/trending',
    '/trending/:n',
    '/search',
    '/days/:n',
    '/weeks/:n',
    '/months/:n',
    '/fields/:n',
  ]) {
    app.get(page, (c, next) => leadToFormat(c, next, listExtensions));
  }
  app.get('/papers/:n{.+}', (c, next) => leadToFormat(c, next, citationExtensions));

  app.onError((error, c) => {
    deps.log.error('feeds.request.failed', { route: routePath(c), error: String(error) });
    return answerProblem(c, 500, 'Something broke on this side. Trying again in a minute may work.');
  });
  return app;
}

const OPML = { 'Content-Type': 'text/x-opml; charset=utf-8', 'Cache-Control': 'public, max-age=86400' };

/** Feeds and files of a public collection; a private one is left to the pages, which know who asks. */
async function answerCollection(site: FeedSite, c: Context, next: Next): Promise<Response | void> {
  const name = readFileName(c.req.param('file') ?? '')?.name ?? '';
  const listing = await findPublicCollection(site.database, name);
  return listing ? answerList(site, c, () => listing) : next();
}

/** The end of a route's pattern. */
function endingIn(extensions: readonly string[]): string {
  return `\\.(?:${extensions.map((extension) => extension.replaceAll('.', '\\.')).join('|')})`;
}

/** `/search?q=x&format=bibtex` leads to `/search.bib?q=x`: each has one lasting address. */
async function leadToFormat(c: Context, next: Next, extensions: readonly string[]): Promise<Response | void> {
  const extension = extensionOf(c.req.query('format') ?? '');
  if (extension === undefined || !extensions.includes(extension)) return next();
  const query = new URL(c.req.url).searchParams;
  query.delete('format');
  const path = c.req.path === '/' ? '/index' : c.req.path;
  return c.redirect(`${path}.${extension}${query.size > 0 ? `?${query}` : ''}`, 301);
}
