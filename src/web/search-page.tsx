import type { Context } from 'hono';
import type { VNode } from 'preact';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import { parseIdentifier } from '../papers/identifiers.ts';
import type { SearchResult } from '../search/search.ts';
import { paperAddress, withQuery } from './addresses.ts';
import { askedWords } from './asked-words.ts';
import { paperCount } from './day-words.ts';
import { ListFrame } from './list-frame.tsx';
import { answerPage } from './page.tsx';
import { PaperList } from './paper-list.tsx';
import type { Site } from './site.ts';

const PAGE_SIZE = 20;
const MAX_QUERY_LENGTH = 1_000;

/** `/search?q=&cursor=`: what the words find. Something that names one paper, such as a DOI, leads to it. */
export async function showSearch(site: Site, c: Context): Promise<Response> {
  const query = (c.req.query('q') ?? '').trim().slice(0, MAX_QUERY_LENGTH);
  const cursor = c.req.query('cursor');
  if (parseIdentifier(query)) {
    const paper = await findPaperByPublicId(site.database, query);
    if (paper) return c.redirect(paperAddress(paper.publicId), 302);
  }
  const result = query
    ? await site.search.search({ text: query, limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) })
    : undefined;
  return answerPage(site, c, {
    title: query ? `${query}: search` : 'Search',
    section: 'search',
    query,
    canonicalPath: withQuery('/search', { q: query || undefined }),
    ...(query && { feedPath: withQuery('/search.atom', { q: query }) }),
    isPrivate: true,
    cacheControl: 'public, max-age=60',
    main: <Results query={query} result={result} isFirst={cursor === undefined} />,
  });
}

interface ResultsProps {
  query: string;
  result: SearchResult | undefined;
  isFirst: boolean;
}

function Results({ query, result, isFirst }: ResultsProps): VNode {
  return (
    <ListFrame>
      <div class="dateline" id="total" role="status">
        <h1 class="asked">
          {result ? (
            <>
              {result.total === 0 ? 'No papers' : paperCount(result.total)} for <q>{query}</q>
              {isFirst ? '' : ', continued'}
            </>
          ) : (
            'Search'
          )}
        </h1>
      </div>
      <section id="results" aria-label="Papers found">
        {!result ? (
          <SearchHelp />
        ) : result.hits.length > 0 ? (
          <Hits result={result} />
        ) : (
          <NothingFound query={query} />
        )}
      </section>
    </ListFrame>
  );
}

function Hits({ result: { query, hits, next } }: { result: SearchResult }): VNode {
  return (
    <>
      <PaperList
        papers={hits.map(({ paper }) => paper)}
        isMarked={askedWords(query)}
        days="shown"
        level={2}
      />
      <nav class="pager" aria-label="Pages of results">
        {next ? (
          <a class="after" rel="next" href={withQuery('/search', { q: query, cursor: next })}>
            More results
          </a>
        ) : (
          <span>These are all the papers that match.</span>
        )}
      </nav>
    </>
  );
}

function SearchHelp(): VNode {
  return (
    <div class="narrow">
      <p>
        Type a few words from a title or an abstract, a topic, a name, or paste the address or number of a
        paper.
      </p>
      <ul>
        <li>
          <a href="/search?q=sparse+attention+for+long+documents">sparse attention for long documents</a>
        </li>
        <li>
          <a href="/search?q=diffusion+models+protein+structure">diffusion models protein structure</a>
        </li>
        <li>
          <a href="/search?q=10.18653%2Fv1%2F2023.emnlp-main.563">10.18653/v1/2023.emnlp-main.563</a>
        </li>
      </ul>
    </div>
  );
}

function NothingFound({ query }: { query: string }): VNode {
  const words = query.split(/\s+/);
  return (
    <div class="narrow">
      <ul>
        {words.length > 2 && (
          <li>
            Use fewer words:{' '}
            <a href={withQuery('/search', { q: words.slice(0, 2).join(' ') })}>
              {words.slice(0, 2).join(' ')}
            </a>
          </li>
        )}
        <li>Check the spelling, or try another word for the same thing.</li>
        <li>
          Or read the <a href="/">newest papers</a> and <a href="/trending">what is trending</a>.
        </li>
      </ul>
    </div>
  );
}
