import { paperJson, type PaperJson } from '../papers/paper-json.ts';
import type { Hit, SearchResult } from './search.ts';

/** An answer as programs get it: from the API and from `bin/offprint search --json`, always the same. */
export interface SearchResultJson extends Omit<SearchResult, 'hits'> {
  hits: (Omit<Hit, 'paper'> & { paper: PaperJson })[];
}

export function searchResultJson({ hits, ...answer }: SearchResult): SearchResultJson {
  return { ...answer, hits: hits.map(({ paper, ...hit }) => ({ paper: paperJson(paper), ...hit })) };
}
