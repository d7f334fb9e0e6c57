import type { Paper } from '../papers/paper.ts';
import type { Parameters } from './site-addresses.ts';

/** One of the site's lists or searches, as feeds and exports read it. */
export interface Listing {
  /** For people: "Papers of 2026-08-20". */
  title: string;
  /** The page that shows the same, without parameters: `/days/2026-08-20`, `/search`. */
  path: string;
  parameters?: Parameters;
  /** Whether a text can be a cursor of this list; a reader may have cut or typed the address. */
  isCursor(text: string): boolean;
  /** A page, in the order of the list. `cursor` is an earlier page's `next`. */
  readPage(query: ListingQuery): Promise<ListingPage>;
  /** What is to be said of the list: how complete it is. */
  describe?(): Promise<string | undefined>;
  /** What a feed shows first, where that is not the first page. */
  readNews?(query: { limit: number }): Promise<ListingPage>;
}

export interface ListingQuery {
  limit: number;
  cursor?: string;
}

export interface ListingPage {
  papers: ListedPaper[];
  /** Cursor of the next page, where there is one. */
  next: string | null;
}

export interface ListedPaper {
  paper: Paper;
  /** One line on why it is here. */
  reason?: string;
}
