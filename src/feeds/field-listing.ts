import type { Search } from '../search/search.ts';
import type { Listing } from './listing.ts';
import type { Refusal } from './site-listings.ts';

const MAX_HITS = 100;
const MAX_NAME_LENGTH = 60;

/** The papers of one category, primary or not, newest first. */
export function fieldPapers({ search }: { search: Search }, category: string): Listing | Refusal {
  if (category === '' || category.length > MAX_NAME_LENGTH)
    return { status: 404, problem: 'A field is named by its category, as in cs.CL.' };
  return {
    title: `Offprint: newest papers of ${category}`,
    path: `/fields/${encodeURIComponent(category)}`,
    isCursor: (cursor) => /^[\da-z-]{1,40}$/.test(cursor),
    async readPage(query) {
      const { hits, next } = await search.search({
        ...{ ...query, text: '', filters: { category }, sort: 'newest' },
        limit: Math.min(query.limit, MAX_HITS),
      });
      return { papers: hits.map(({ paper }) => ({ paper })), next };
    },
  };
}
