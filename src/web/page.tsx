import type { Context } from 'hono';
import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { mathToText } from '../lib/math-to-text.ts';
import { FeedLinks, FollowList } from './follow-list.tsx';
import type { Site } from './site.ts';

export interface Page {
  /** Without the site's name, mathematics as in the paper; empty on the first page. */
  title: string;
  /** One sentence for search engines. */
  description?: string;
  /** The lasting address of what is shown, where the page has one. */
  canonicalPath?: string;
  /** The Atom feed of the page's list, `/index.atom`: makes the page a list with feeds, files and reading keys. */
  feedPath?: string;
  /** What programs read of the page, for its head. */
  metadata?: ComponentChildren;
  /** For the `Link` header. */
  links?: string;
  /** The page's scripts, of the site's own files, besides those that every list has. */
  scripts?: readonly string[];
  /** What stands in the search box. */
  query?: string;
  /** The part of the site, for the mark in the navigation. */
  section?: Section;
  /** The picture for links to the page, where it has one of its own, 1200 x 630. */
  picture?: { path: string; alt: string } | undefined;
  /** Keeps search engines away: pages behind a token, endless lists. */
  isPrivate?: true;
  status?: 200 | 400 | 403 | 404 | 410 | 429 | 500;
  /** For caches; a minute unless said otherwise. */
  cacheControl?: string;
  main: ComponentChildren;
}

type Section = 'newest' | 'trending' | 'fields' | 'search' | 'about' | 'library';

/** Papers arrive once a day: a minute's delay is never seen, and spares a small machine a crowd. */
const CACHE_CONTROL = 'public, max-age=60';

/** Answers a whole page. */
export function answerPage(site: Site, c: Context, page: Page): Response {
  const status = page.status ?? 200;
  const cacheControl = page.cacheControl ?? (status === 200 && !page.isPrivate ? CACHE_CONTROL : 'no-store');
  c.header('Cache-Control', cacheControl);
  if (page.links) c.header('Link', page.links);
  const html = `<!DOCTYPE html>\n${renderToString(<Document site={site} page={page} />)}\n`;
  // As bytes: a text is looked through once more for halves of characters, which takes as long as encoding it.
  return c.body(Buffer.from(html), status, { 'Content-Type': 'text/html; charset=UTF-8' });
}

const LIST_SCRIPTS = ['reading-keys.js', 'saved-papers.js'];

function Document({ site: { assets, config }, page }: { site: Site; page: Page }): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>
          {page.title
            ? `${mathToText(page.title)} · Offprint`
            : 'Offprint: trending research papers, once a day'}
        </title>
        <meta name="color-scheme" content="light dark" />
        {page.description && <meta name="description" content={mathToText(page.description)} />}
        {page.isPrivate && <meta name="robots" content="noindex" />}
        {page.isPrivate && <meta name="referrer" content="no-referrer" />}
        {page.canonicalPath && <link rel="canonical" href={`${config.baseUrl}${page.canonicalPath}`} />}
        {page.feedPath && (
          <FeedLinks
            feedPath={page.feedPath}
            title={page.title ? `Offprint: ${mathToText(page.title)}` : 'Offprint: newest papers'}
          />
        )}
        <link rel="stylesheet" href={assets.href('site.css')} />
        <link rel="icon" type="image/svg+xml" href={assets.href('mark.svg')} />
        <link
          rel="search"
          type="application/opensearchdescription+xml"
          title="Offprint"
          href="/opensearch.xml"
        />
        {page.metadata}
        {!page.isPrivate && (
          <SharedPicture
            baseUrl={config.baseUrl}
            picture={
              page.picture ?? {
                path: assets.href('card.png'),
                alt: 'Offprint: trending research papers, once a day',
              }
            }
          />
        )}
        {[...(page.feedPath ? LIST_SCRIPTS : []), ...(page.scripts ?? [])].map((name) => (
          <script key={name} type="module" src={assets.href(name)} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the papers
        </a>
        <Masthead markHref={assets.href('mark.svg')} page={page} accounts={config.accounts} />
        <main
          id="main"
          tabIndex={-1}
          class={page.feedPath && page.section !== 'search' ? 'new-marked' : undefined}
        >
          {page.main}
          {page.feedPath && <FollowList feedPath={page.feedPath} />}
        </main>
        <Footer />
      </body>
    </html>
  );
}

/** What other services show beside a link to the page. */
function SharedPicture({
  baseUrl,
  picture: { path, alt },
}: {
  baseUrl: string;
  picture: NonNullable<Page['picture']>;
}): VNode {
  return (
    <>
      <meta property="og:image" content={`${baseUrl}${path}`} />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={alt} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  );
}

function Masthead({
  markHref,
  page: { query, section },
  accounts,
}: {
  markHref: string;
  page: Page;
  accounts: 'on' | 'off';
}): VNode {
  return (
    <header class="masthead">
      <a class="wordmark" href="/">
        <img src={markHref} alt="" width="28" height="28" />
        <span>Offprint</span>
      </a>
      <form class="search" action="/search" role="search">
        <input
          type="search"
          name="q"
          value={query ?? ''}
          aria-label="Search papers"
          placeholder="Search papers"
          maxLength={1000}
          autocomplete="off"
          spellcheck={false}
        />
        <button type="submit">Search</button>
      </form>
      <nav aria-label="Site">
        <NavigationLink href="/" isCurrent={section === 'newest'} name="Newest" />
        <NavigationLink href="/trending" isCurrent={section === 'trending'} name="Trending" />
        <NavigationLink href="/fields" isCurrent={section === 'fields'} name="Fields" />
        {accounts === 'on' && (
          <NavigationLink href="/library" isCurrent={section === 'library'} name="Library" />
        )}
        <NavigationLink href="/about" isCurrent={section === 'about'} name="About" />
      </nav>
    </header>
  );
}

function NavigationLink({
  href,
  isCurrent,
  name,
}: {
  href: string;
  isCurrent: boolean;
  name: string;
}): VNode {
  return (
    <a href={href} aria-current={isCurrent ? 'page' : undefined}>
      {name}
    </a>
  );
}

function Footer(): VNode {
  return (
    <footer class="colophon">
      <p>
        <a href="/#subscribe">Get the daily mail</a> <a href="/feeds">Feeds</a> <a href="/sources">Sources</a>{' '}
        <a href="/about">About Offprint</a> <a href="/about/privacy">Privacy</a>{' '}
        <a href="/about#api">JSON API</a>
      </p>
      <p>
        Thank you to arXiv for use of its open access interoperability. Offprint is independent of arXiv and
        of every other source it reads.
      </p>
    </footer>
  );
}
