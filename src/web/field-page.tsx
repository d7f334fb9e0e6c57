import type { Context } from 'hono';
import type { VNode } from 'preact';
import { formatPapers } from '../lib/format-count.ts';
import type { SearchResult } from '../search/search.ts';
import { readNewestCounts } from '../trending/read-newest-counts.ts';
import { fieldAddress, withQuery } from './addresses.ts';
import { categoryName } from './category-names.ts';
import { answerBadRequest, answerNotFound } from './error-pages.tsx';
import { ListFrame } from './list-frame.tsx';
import { answerPage } from './page.tsx';
import { PaperList, type NewestCounts } from './paper-list.tsx';
import type { Site } from './site.ts';

const PAGE_SIZE = 30;
const MAX_NAME_LENGTH = 60;

/** `/fields/cs.CL?cursor=`: the papers of a category, newest first. */
export async function showField(site: Site, c: Context): Promise<Response> {
  const category = (c.req.param('name') ?? '').trim();
  const cursor = c.req.query('cursor');
  if (category === '' || category.length > MAX_NAME_LENGTH)
    return answerNotFound(site, c, { what: 'A field is named by its category, as in cs.CL.' });
  if (cursor !== undefined && !/^[\da-z-]{1,40}$/.test(cursor))
    return answerBadRequest(site, c, 'This address goes on at a place that no list of this site gave out.');
  const result = await site.search.search({
    ...{ text: '', filters: { category }, sort: 'newest', limit: PAGE_SIZE },
    ...(cursor !== undefined && { cursor }),
  });
  if (result.total === 0 && categoryName(category) === undefined)
    return answerNotFound(site, c, { what: `No paper here is of the field ${category}.`, query: category });
  const counts = await readNewestCounts(
    site.database,
    result.hits.map(({ paper }) => paper.id),
  );
  const path = fieldAddress(category);
  const title = categoryName(category) ?? category;
  return answerPage(site, c, {
    title: title === category ? title : `${title} (${category})`,
    section: 'fields',
    description: `${formatPapers(result.total)} of ${title}, newest first.`,
    canonicalPath: withQuery(path, { cursor }),
    feedPath: `${path}.atom`,
    ...((result.total === 0 || cursor !== undefined) && { isPrivate: true as const }),
    cacheControl: 'public, max-age=60',
    main: <FieldList {...{ category, title, path, result, counts }} isFirst={cursor === undefined} />,
  });
}

interface FieldListProps {
  category: string;
  title: string;
  path: string;
  result: SearchResult;
  counts: NewestCounts;
  isFirst: boolean;
}

function FieldList({
  category,
  title,
  path,
  result: { total, hits, next },
  counts,
  isFirst,
}: FieldListProps): VNode {
  return (
    <ListFrame>
      <div class="dateline">
        <h1>{title}</h1>
        <p>
          {title !== category && `${category} · `}
          {total > 0 ? formatPapers(total) : 'No papers'}
          {!isFirst && ', continued'}
        </p>
        <nav class="tabs" aria-label="Lists of this field">
          <a href={path} aria-current={isFirst ? 'page' : undefined}>
            Newest
          </a>
          {/^[\w.-]{1,40}$/.test(category) && <a href={`/trending/${category}?over=week`}>Trending</a>}
          <a href={withQuery('/search', { category })}>Search in it</a>
        </nav>
      </div>
      {hits.length > 0 ? (
        <PaperList papers={hits.map(({ paper }) => paper)} counts={counts} days="shown" level={2} />
      ) : (
        <p>
          No paper of this field is here; whoever runs this Offprint chooses which{' '}
          <a href="/sources">sources</a> and fields it reads.
        </p>
      )}
      <nav class="pager" aria-label="Pages of this list">
        {!isFirst && <a href={path}>From the beginning</a>}
        {next && (
          <a class="after" rel="next" href={withQuery(path, { cursor: next })}>
            More papers
          </a>
        )}
      </nav>
    </ListFrame>
  );
}
