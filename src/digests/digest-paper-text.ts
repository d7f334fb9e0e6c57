import { cutAtWord, firstSentences } from '../lib/first-sentences.ts';
import { mathToText } from '../lib/math-to-text.ts';
import type { Paper } from '../papers/paper.ts';
import type { DigestPaper } from './digest.ts';
import { mailLinks, type MailSite, type ReaderLinks } from './mail-links.ts';

/** A paper as both parts of the mail show it: plain Unicode text, all of bounded length. */
export interface DigestPaperText {
  title: string;
  authors: string;
  /** Two or three sentences; empty where there is no abstract. */
  summary: string;
  reason: string;
  /** This site's page first. */
  links: { label: string; href: string }[];
}

const MAX_TITLE_LENGTH = 300;
const MAX_SUMMARY_LENGTH = 480;
const MAX_AUTHORS = 5;

export function digestPaperText(
  site: MailSite,
  reader: ReaderLinks,
  { paper, reason }: DigestPaper,
): DigestPaperText {
  return {
    title: cutAtWord(mathToText(paper.title), MAX_TITLE_LENGTH),
    authors: authorLine(paper.authors),
    summary: firstSentences(mathToText(paper.abstract), { count: 3, maxLength: MAX_SUMMARY_LENGTH }),
    reason: cutAtWord(reason, 160),
    links: [
      ...linksOf(site, paper),
      { label: 'More like this, or none', href: reader.liking(paper.publicId) },
    ],
  };
}

function authorLine(authors: string[]): string {
  const shown = authors.slice(0, MAX_AUTHORS).map((name) => cutAtWord(name, 80));
  const more = authors.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function linksOf(site: MailSite, { publicId, identifiers, links }: Paper): DigestPaperText['links'] {
  const outside = [
    { label: identifiers.arxivId ? 'arXiv' : 'Source', href: links.page },
    { label: 'Code', href: links.code },
    { label: 'Project', href: links.project },
  ];
  const own = { label: 'Page', href: mailLinks.paper(site, publicId) };
  return [own, ...outside.filter((link): link is { label: string; href: string } => isShortUrl(link.href))];
}

function isShortUrl(href: string | undefined): boolean {
  return href !== undefined && href.length <= 500;
}
