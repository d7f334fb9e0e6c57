import type { Paper } from '../papers/paper.ts';
import type { GivenFilters } from './query/given-filters.ts';
import type { Facets } from './results/count-facets.ts';
import type { KeywordExplanation } from './results/explain-keywords.ts';
import type { TextRange } from './results/mark-words.ts';

/** What a person or program asks for. The same everywhere: page, address, API, CLI, feeds. */
export interface SearchQuery {
  /** As typed. */
  text: string;
  /** Besides those in the text: fields of a form, parameters of an address, options of a command. */
  filters?: GivenFilters;
  /** At most so many hits; 1 to 100. */
  limit: number;
  /** Opaque; from the previous answer's `next`. */
  cursor?: string;
  /**
   * `newest`: only papers that have all the words, in any form; by day of publication. `trending`: the same papers, by
   * their trending score, those without one after them by day. Else `relevance`.
   */
  sort?: SortOrder;
  /** Whether to count the facets, and to explain each hit. */
  facets?: boolean;
  explain?: boolean;
  /** Whether to name related searches, on the first page. */
  related?: boolean;
  /** The last word is still being typed: what it may become is searched too. */
  isTyping?: boolean;
  /** Spelling is left as it is. */
  asTyped?: boolean;
}

export const sortOrders = ['relevance', 'newest', 'trending'] as const;
export type SortOrder = (typeof sortOrders)[number];

export interface SearchResult {
  query: string;
  /** Papers that match at all. */
  total: number;
  hits: Hit[];
  /** Cursor of the next page, where there is one. */
  next: string | null;
  /** Sentences for the reader: what of the query was not understood, and what was done instead. */
  notes: string[];
  /** Where words were taken for misspelt. */
  correction?: Correction;
  /** What the last word may become, the likeliest first; only while it is being typed. */
  completions?: string[];
  /** Where they were asked for. */
  facets?: Facets;
  /** What a reader may ask next; each finds papers. */
  related?: string[];
}

/** What was probably meant. */
export interface Correction {
  /** The query with other words. */
  text: string;
  /** Whether this was searched; no paper has the words as typed. */
  isApplied: boolean;
}

export interface Hit {
  paper: Paper;
  score: number;
  /** Where the query's words stand. */
  marks: { title: TextRange[]; abstract: TextRange[] };
  /**
   * Of a long abstract the sentences that say most of what was asked, where they are not its beginning; of a paper that
   * has none of the words, the sentence nearest in meaning.
   */
  snippet?: TextRange;
  /** Where it was asked for. */
  why?: HitExplanation;
}

/** Why a hit stands where it does: the words' scores, `title` and `meaning` sum to its score by relevance. */
export interface HitExplanation extends KeywordExplanation {
  /** For a title that is the query itself. */
  title: number;
  /** For being near to the query in meaning. */
  meaning: number;
}

export type SimilarHit = Pick<Hit, 'paper' | 'score'>;

/** Finds papers. Follows the index as it changes in the database; answers while an import runs. */
export interface Search {
  search(query: SearchQuery): Promise<SearchResult>;
  /**
   * Papers like these (their row numbers; up to 50 count), best first: near in meaning or in rare words, without these
   * themselves, without the same text twice, none too much like the ones before it.
   */
  similar(question: { paperIds: number[]; limit: number }): Promise<SimilarHit[]>;
  close(): Promise<void>;
}
