import { Hono } from 'hono';
import { routePath } from 'hono/route';
import { showAbout } from './about-page.tsx';
import { showAboutPrivacy } from './about-privacy-page.tsx';
import { showAboutSearch } from './about-search-page.tsx';
import { showAboutTrending } from './about-trending-page.tsx';
import { routeAccounts } from './account-routes.ts';
import { answerCard } from './answer-card.ts';
import { loadAssets } from './assets.ts';
import { createCardDrawer } from './card-drawer.ts';
import { answerFailure, answerNotFound } from './error-pages.tsx';
import { showField } from './field-page.tsx';
import { showFields } from './fields-page.tsx';
import { showDesign } from './design-page.tsx';
import { showFeeds } from './feeds-page.tsx';
import { showHome } from './home-page.tsx';
import { listReaderIssues, showNewestIssue, showPublicIssue, showReaderIssue } from './issue-pages.tsx';
import { postLiking, showLiking } from './liking-page.tsx';
import { showListed } from './listed-pages.tsx';
import { openPdf } from './open-pdf.ts';
import { showOutbox, showOutboxHtml, showOutboxMail } from './outbox-pages.tsx';
import { showPaper } from './paper-page.tsx';
import { postDeletion, postPreferences, showPreferences } from './preferences-page.tsx';
import { postReadingList, postReadingListFile, showReadingList } from './reading-list-page.tsx';
import { postLinkReport } from './report-link.tsx';
import { showSearch } from './search-page.tsx';
import { showSources } from './sources-page.tsx';
import { createPdfOpenCounter } from '../trending/pdf-opens.ts';
import type { Site, WebDeps } from './site.ts';
import {
  postConfirmation,
  postSubscription,
  postUnsubscription,
  showConfirmation,
  showUnsubscription,
} from './subscription-pages.tsx';
import { answerSitemap, answerSitemapIndex } from './sitemap.ts';
import { showTrending } from './trending-page.tsx';
import { answerOpenSearch, answerRobots } from './well-known-files.ts';

/** Unsubscribing is proved by the address itself, so mail programs may POST there from anywhere (RFC 8058). */
export const postedFromAnywhere = /^\/subscriptions\/unsubscribe\//;

/** The website, every page on one screen. Mount it last: it answers every address that nothing else did. */
export function createWebApp(deps: WebDeps): Hono {
  const site: Site = {
    ...deps,
    assets: loadAssets(),
    pdfOpens: createPdfOpenCounter(deps),
    cards: createCardDrawer(),
  };
  const app = new Hono();

  app.get('/', (c) => showHome(site, c));
  app.get('/days/:name', (c) => showListed(site, c, 'day'));
  app.get('/weeks/:name', (c) => showListed(site, c, 'week'));
  app.get('/months/:name', (c) => showListed(site, c, 'month'));
  app.get('/trending', (c) => showTrending(site, c));
  app.get('/trending/:category', (c) => showTrending(site, c));
  app.get('/fields', (c) => showFields(site, c));
  app.get('/fields/:name', (c) => showField(site, c));
  app.get('/search', (c) => showSearch(site, c));
  app.get('/papers/:id{.+}', (c) => showPaper(site, c));
  app.get('/cards/:id{.+\\.png}', (c) => answerCard(site, c));
  app.get('/open/pdf/:id{.+}', (c) => openPdf(site, c));
  app.get('/reading-list', (c) => showReadingList(site, c));
  app.post('/reading-list', (c) => postReadingList(site, c));
  app.post('/reading-list/file', (c) => postReadingListFile(site, c));
  app.post('/link-reports', (c) => postLinkReport(site, c));
  app.get('/sources', (c) => showSources(site, c));
  app.get('/about', (c) => showAbout(site, c));
  app.get('/about/trending', (c) => showAboutTrending(site, c));
  app.get('/about/search', (c) => showAboutSearch(site, c));
  app.get('/about/privacy', (c) => showAboutPrivacy(site, c));
  app.get('/about/design', (c) => showDesign(site, c));
  app.get('/feeds', (c) => showFeeds(site, c));

  app.get('/subscribe', (c) => c.redirect('/#subscribe', 302));
  app.post('/subscribe', (c) => postSubscription(site, c));
  app.get('/subscriptions/confirm/:token', (c) => showConfirmation(site, c));
  app.post('/subscriptions/confirm/:token', (c) => postConfirmation(site, c));
  app.get('/subscriptions/unsubscribe/:token', (c) => showUnsubscription(site, c));
  app.post('/subscriptions/unsubscribe/:token', (c) => postUnsubscription(site, c));
  app.get('/subscriptions/liking/:token', (c) => showLiking(site, c));
  app.post('/subscriptions/liking/:token', (c) => postLiking(site, c));
  app.get('/subscriptions/issues/:token', (c) => listReaderIssues(site, c));
  app.get('/subscriptions/issues/:token/:day', (c) => showReaderIssue(site, c));
  app.get('/digests', (c) => showNewestIssue(site, c));
  app.get('/digests/:day', (c) => showPublicIssue(site, c));
  app.get('/subscriptions/preferences/:token', (c) => showPreferences(site, c));
  app.post('/subscriptions/preferences/:token', (c) => postPreferences(site, c));
  app.post('/subscriptions/preferences/:token/delete', (c) => postDeletion(site, c));

  if (site.config.accounts === 'on') routeAccounts(site, app);
  if (site.config.mode === 'development') {
    app.get('/dev/mail', (c) => showOutbox(site, c));
    app.get('/dev/mail/:name', (c) => showOutboxMail(site, c));
    app.get('/dev/mail/:name/html', (c) => showOutboxHtml(site, c));
  }

  app.get('/assets/:name', (c) => site.assets.serve(c, c.req.param('name')) ?? answerNotFound(site, c));
  app.get('/favicon.ico', (c) => c.redirect(site.assets.href('mark.svg'), 302));
  app.get('/robots.txt', (c) => answerRobots(site, c));
  app.get('/sitemap.xml', (c) => answerSitemapIndex(site, c));
  app.get('/sitemaps/:name', (c) => answerSitemap(site, c));
  app.get('/opensearch.xml', (c) => answerOpenSearch(site, c));

  app.all('*', (c) => answerNotFound(site, c));
  app.onError((error, c) => {
    site.log.error('web.page.failed', { route: routePath(c), error: String(error) });
    return answerFailure(site, c);
  });
  return app;
}
