import type { Paper } from '../papers/paper.ts';

/** What a person or program asks for. The same everywhere: page, address, API, CLI, feeds. */
export interface SearchQuery {
  /** As typed. */
  text: string;
  /** At most so many hits; 1 to 100. */
  limit: number;
  /** Opaque; from the previous answer's `next`. */
  cursor?: string;
}

export interface SearchResult {
  query: string;
  /** Papers that match at all. */
  total: number;
  hits: Hit[];
  /** Cursor of the next page, where there is one. */
  next: string | null;
}

export interface Hit {
  paper: Paper;
  score: number;
}

/** Finds papers. Follows the index as it changes in the database; answers while an import runs. */
export interface Search {
  search(query: SearchQuery): Promise<SearchResult>;
  close(): Promise<void>;
}
