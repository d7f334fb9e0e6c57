import type { Context } from 'hono';
import { answerPage } from './page.tsx';
import type { Site } from './site.ts';

/** `/about`: what this is, how lists are made, what is kept of readers, how programs read it. */
export function showAbout(site: Site, c: Context): Response {
  const { baseUrl } = site.config;
  return answerPage(site, c, {
    title: 'About',
    section: 'about',
    description: 'What Offprint is, how it ranks, what it keeps, and its JSON API.',
    canonicalPath: '/about',
    main: (
      <article class="narrow">
        <h1>About Offprint</h1>
        <p>
          An <em>offprint</em> is the separately printed copy of one paper that its author sends to
          colleagues. This Offprint sends you the papers worth your time, once a day, and has a search that
          finds the rest. It is free software that anyone can run.
        </p>

        <h2 id="lists">Lists</h2>
        <p>
          A paper stands on the day its source announced it. arXiv announces from Sunday evening to Thursday
          evening (US Eastern time), so weekends are empty. Every day, week and month keeps its address for
          good, and so does every paper, whichever of its numbers you use. Where the papers come from, and how
          each source fares, stands under <a href="/sources">Sources</a>.
        </p>

        <h2 id="trending">Trending</h2>
        <p>
          What counts is what a paper <em>gained</em> lately, not what it has: stars of its code, upvotes,
          points, citations, each against what is usual for papers of its field and age, fading as the paper
          grows older. A vote or two is noise and moves nothing. Each paper on the list says what put it there
          (<a href="/about/trending">the formula</a>). Where nothing has been counted yet, the newest papers
          follow, one field after the other, so that large fields don't drown small ones.
        </p>

        <h2 id="search">Search</h2>
        <p>
          Search looks through titles, abstracts and authors and puts the best matches first, however deep you
          scroll. An arXiv number, a DOI or the address of a paper leads straight to it. Every number that
          counts stands under <a href="/about/search">How search ranks</a>.
        </p>

        <h2 id="privacy">What is kept</h2>
        <p>
          Readers get no cookie, and no page asks another site for anything. For the daily mail your address
          is kept until you leave; mails hold no tracking. The log has neither addresses nor what was searched
          for. <a href="/about/privacy">All that is kept, and what is sent</a>.
        </p>

        <h2 id="api">For programs</h2>
        <p>Answers are JSON, for any origin, without a key.</p>
        <pre>
          {`GET ${baseUrl}/api/v1/search?q=sparse+attention&limit=20\nGET ${baseUrl}/api/v1/papers/arxiv:2310.16390`}
        </pre>
        <p>
          A search answers <code>query</code>, <code>total</code>, <code>hits</code> and <code>next</code>;
          give <code>next</code> back as <code>cursor</code> for the hits that follow. <code>limit</code> is 1
          to 100. <a href="/api/openapi.json">The whole API</a> is described in OpenAPI 3.1. Programs made for
          Hugging Face&rsquo;s paper API work with this base address; agents speak the Model Context Protocol
          at <code>/mcp</code>.
        </p>

        <h2 id="design">How it looks</h2>
        <p>
          Type, colours and every part of the pages stand under <a href="/about/design">Design</a>.
        </p>
      </article>
    ),
  });
}
