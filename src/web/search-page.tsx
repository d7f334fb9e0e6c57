import type { Context } from 'hono';
import type { VNode } from 'preact';
import { formatPapers } from '../lib/format-count.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import { parseIdentifier } from '../papers/identifiers.ts';
import { readGivenFilters } from '../search/query/given-filters.ts';
import { sortOrders, type SearchResult } from '../search/search.ts';
import { paperAddress } from '../papers/paper-address.ts';
import { ListFrame } from './list-frame.tsx';
import { answerPage } from './page.tsx';
import { PaperList } from './paper-list.tsx';
import { AppliedFilters, searchAddress, SearchFilters, type AskedSearch } from './search-filters.tsx';
import type { Site } from './site.ts';

const PAGE_SIZE = 20;
const MAX_QUERY_LENGTH = 10_000;

/** `/search?q=&cursor=`: what the words find. Something that names one paper, such as a DOI, leads to it. */
export async function showSearch(site: Site, c: Context): Promise<Response> {
  const asked = readAsked(c);
  const cursor = c.req.query('cursor');
  if (parseIdentifier(asked.q)) {
    const paper = await findPaperByPublicId(site.database, asked.q);
    if (paper) return c.redirect(paperAddress(paper.publicId), 302);
  }
  const isAsked = asked.q !== '' || Object.keys(asked.filters).length > 0;
  const result = isAsked
    ? await site.search.search({
        text: asked.q,
        ...{ filters: asked.filters, sort: asked.sort, limit: PAGE_SIZE },
        ...{ facets: true, explain: true, related: true, asTyped: asked.spelling === 'typed' },
        isTyping: c.req.query('typing') === '1',
        ...(cursor !== undefined && { cursor }),
      })
    : undefined;
  return answerPage(site, c, {
    title: asked.q ? `${asked.q}: search` : 'Search',
    section: 'search',
    description: 'Search research papers by words and by meaning, with every rank explained.',
    scripts: ['search-as-you-type.js'],
    query: asked.q,
    canonicalPath: searchAddress(asked),
    ...(isAsked && { feedPath: searchAddress({ ...asked, spelling: undefined }, {}, '/search.atom') }),
    // Endless results are for people; the page that one searches from may be found.
    ...(isAsked && { isPrivate: true as const }),
    cacheControl: 'public, max-age=60',
    main: <Results asked={asked} result={result} isFirst={cursor === undefined} />,
  });
}

function readAsked(c: Context): AskedSearch {
  return {
    q: (c.req.query('q') ?? '').trim().slice(0, MAX_QUERY_LENGTH),
    filters: readGivenFilters((name) => c.req.query(name)),
    sort: sortOrders.find((order) => order === c.req.query('sort')) ?? 'relevance',
    spelling: c.req.query('spelling') === 'typed' ? 'typed' : undefined,
  };
}

interface ResultsProps {
  asked: AskedSearch;
  result: SearchResult | undefined;
  isFirst: boolean;
}

function Results({ asked, result, isFirst }: ResultsProps): VNode {
  const shown = result?.correction?.isApplied ? result.correction.text : asked.q;
  return (
    <ListFrame
      beside={<div id="filters">{result && <SearchFilters asked={asked} facets={result.facets} />}</div>}
    >
      <div class="dateline" id="total" role="status">
        <h1 class="asked">
          {result ? (
            <>
              {result.total === 0 ? 'No papers' : formatPapers(result.total)}
              {shown && (
                <>
                  {' '}
                  for <q>{shown}</q>
                </>
              )}
              {isFirst ? '' : ', continued'}
            </>
          ) : (
            'Search'
          )}
        </h1>
        {result && <Remarks asked={asked} result={result} />}
        {result && <AppliedFilters asked={asked} hasHits={result.hits.length > 0} />}
        {result && result.hits.length > 0 && (
          <p class="to-filters">
            <a href="#filters">Narrow the search</a>
          </p>
        )}
      </div>
      <section id="results" aria-label="Papers found">
        {!result ? (
          <SearchHelp />
        ) : result.hits.length > 0 ? (
          <Hits asked={asked} result={result} />
        ) : (
          <NothingFound asked={asked} />
        )}
      </section>
    </ListFrame>
  );
}

/** What was made of the query, where that is not what stands there. */
function Remarks({
  asked,
  result: { correction, notes },
}: {
  asked: AskedSearch;
  result: SearchResult;
}): VNode {
  const typed = searchAddress(asked, { spelling: 'typed' });
  return (
    <>
      {correction?.isApplied && (
        <p>
          No paper has the words as typed. Search instead for <a href={typed}>{asked.q}</a>.
        </p>
      )}
      {correction && !correction.isApplied && (
        <p>
          Did you mean <a href={searchAddress(asked, { q: correction.text })}>{correction.text}</a>?
        </p>
      )}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </>
  );
}

function Hits({
  asked,
  result: { hits, next, related },
}: {
  asked: AskedSearch;
  result: SearchResult;
}): VNode {
  return (
    <>
      <PaperList
        papers={hits.map(({ paper }) => paper)}
        hits={new Map(hits.map((hit) => [hit.paper.id, hit]))}
        days="shown"
        level={2}
      />
      {related && related.length > 0 && (
        <nav class="related" aria-label="Related searches">
          <h2>Related searches</h2>
          <ul>
            {related.map((words) => (
              <li key={words}>
                <a href={searchAddress(asked, { q: words, spelling: undefined })}>{words}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <nav class="pager" aria-label="Pages of results">
        {next ? (
          <a class="after" rel="next" href={searchAddress(asked, { cursor: next })}>
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

function NothingFound({ asked }: { asked: AskedSearch }): VNode {
  const words = asked.q.split(/\s+/);
  const hasFilters = Object.keys(asked.filters).length > 0;
  return (
    <div class="narrow">
      <ul>
        {hasFilters && (
          <li>
            <a href={searchAddress({ ...asked, filters: {} })}>Search without the filters</a>
          </li>
        )}
        {asked.sort !== 'relevance' && (
          <li>
            This order shows only papers that have all the words:{' '}
            <a href={searchAddress(asked, { sort: undefined })}>best first</a> shows more.
          </li>
        )}
        {words.length > 2 && (
          <li>
            Use fewer words:{' '}
            <a href={searchAddress(asked, { q: words.slice(0, 2).join(' ') })}>
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
