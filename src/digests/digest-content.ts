import type { DigestPaperText } from './digest-paper-text.ts';
import type { ReaderLinks } from './mail-links.ts';

/** What both parts of a digest say. */
export interface DigestContent {
  /** "12 papers, 3 for you" */
  heading: string;
  /** "Thursday 20 August" */
  dayName: string;
  /** How complete the day's lists are. */
  dayNote: string | undefined;
  /** One without a title, or the reader's own before the others. */
  sections: { title: string | undefined; papers: DigestPaperText[] }[];
  /** Papers left out because the mail would get too large. */
  omittedCount: number;
  dayLink: string;
  /** The same content as a page. */
  browserLink: string;
  homeLink: string;
  subscribeLink: string;
  /** Undefined: anybody's mail, as the site shows it. */
  reader: ReaderLinks | undefined;
}

/** The papers in sections that can be scanned; in one alone where a heading would tell nothing apart. */
export function sectionsOf(papers: DigestPaperText[]): DigestContent['sections'] {
  const own = papers.filter(({ forYou }) => forYou);
  const others = papers.filter(({ forYou }) => !forYou);
  if (own.length === 0 || others.length === 0) return [{ title: undefined, papers }];
  return [
    { title: 'For you', papers: own },
    { title: 'Trending', papers: others },
  ];
}

/** "12 papers, 3 for you" */
export function countHeading(papers: DigestPaperText[]): string {
  const own = papers.filter(({ forYou }) => forYou).length;
  return `${papers.length} ${papers.length === 1 ? 'paper' : 'papers'}${own > 0 ? `, ${own} for you` : ''}`;
}
