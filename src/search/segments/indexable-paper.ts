/** What the index needs of a paper. */
export interface IndexablePaper {
  /** Row number; below 2^31. */
  id: number;
  title: string;
  abstract: string;
  authors: string[];
  /** Primary category first. */
  categories: string[];
  venue: string | null;
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`: first publication, else the day it was listed. */
  publishedOn: string | null;
  hasCode: boolean;
}
