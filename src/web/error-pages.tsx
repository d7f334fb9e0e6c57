import type { Context } from 'hono';
import { withQuery } from './addresses.ts';
import { answerPage } from './page.tsx';
import type { Site } from './site.ts';

export interface NotFound {
  /** One sentence: what was looked for. */
  what?: string;
  /** Words to search for instead. */
  query?: string;
}

/** An address that leads nowhere, and where to go from here. */
export function answerNotFound(site: Site, c: Context, { what, query }: NotFound = {}): Response {
  return answerPage(site, c, {
    title: 'Not found',
    status: 404,
    main: (
      <div class="narrow">
        <h1>Not found</h1>
        <p>{what ?? 'There is no page at this address.'}</p>
        {query && (
          <p>
            It may be under another number:{' '}
            <a href={withQuery('/search', { q: query })}>search for {query}</a>.
          </p>
        )}
        <p>
          Lists have addresses like <a href="/">the newest papers</a>, <code>/days/2026-08-20</code>,{' '}
          <code>/weeks/2026-W34</code> and <code>/months/2026-08</code>; a paper has one like{' '}
          <code>/papers/arxiv:2310.16390</code>.
        </p>
      </div>
    ),
  });
}

/** A request that can't be understood, with a sentence about it. */
export function answerBadRequest(site: Site, c: Context, problem: string): Response {
  return answerPage(site, c, {
    title: 'Not understood',
    status: 400,
    main: (
      <div class="narrow">
        <h1>Not understood</h1>
        <p>{problem}</p>
        <p>
          Begin again from <a href="/">the newest papers</a> or the search box above.
        </p>
      </div>
    ),
  });
}

/** Something broke here. The log says what; the reader is told that it isn't her fault. */
export function answerFailure(site: Site, c: Context): Response {
  return answerPage(site, c, {
    title: 'Something broke',
    status: 500,
    main: (
      <div class="narrow">
        <h1>Something broke on this side</h1>
        <p>It was noted, and nothing of yours was lost. Trying again in a minute may well work.</p>
        <p>
          <a href="/">The newest papers</a>
        </p>
      </div>
    ),
  });
}
