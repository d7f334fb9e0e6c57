import { foldText } from '../analysis/fold-text.ts';
import type { Search } from '../search.ts';

/** What a reader may be about to ask for. */
export interface Suggestions {
  query: string;
  /** The query with its last word completed, the likeliest first. */
  topics: string[];
  titles: { id: string; title: string }[];
  /** Names that hold the last word. */
  authors: string[];
}

const MAX_TITLES = 6;
const MAX_AUTHORS = 4;
const MAX_LENGTH = 200;

/** Suggests while a query is typed; with fewer than two letters nothing. */
export async function suggest(search: Search, text: string): Promise<Suggestions> {
  const query = text.trimStart().slice(0, MAX_LENGTH);
  if (query.trim().length < 2) return { query, topics: [], titles: [], authors: [] };
  const { hits, completions = [] } = await search.search({
    text: query,
    limit: MAX_TITLES,
    isTyping: true,
  });
  const papers = hits.map(({ paper }) => paper);
  const letters = foldText(/[\p{L}\p{N}\p{M}]+$/u.exec(query)?.[0] ?? '');
  const start = query.slice(0, query.length - letters.length);
  const hasWord = (name: string): boolean =>
    foldText(name)
      .split(/[^\p{L}\p{N}\p{M}]+/u)
      .some((word) => word.startsWith(letters));
  return {
    query,
    topics: completions.map((word) => start + word),
    titles: papers.map(({ publicId, title }) => ({ id: publicId, title })),
    authors:
      letters.length < 2
        ? []
        : [...new Set(papers.flatMap(({ authors }) => authors).filter(hasWord))].slice(0, MAX_AUTHORS),
  };
}
