import { cutAtWord } from '../lib/first-sentences.ts';
import { mathToText } from '../lib/math-to-text.ts';
import { remember } from '../lib/remember.ts';
import type { Paper } from '../papers/paper.ts';
import { chooseSentences } from './choose-sentences.ts';
import type { DigestPaper } from './digest.ts';
import { mailLinks, type MailSite, type ReaderLinks } from './mail-links.ts';

/** A paper as both parts of the mail show it: plain Unicode text, all of bounded length. */
export interface DigestPaperText extends PaperWords {
  reason: string;
  forYou: boolean;
  /** This site's page first. */
  links: { label: string; href: string }[];
}

/** What is the same in everybody's mail. */
export interface PaperWords {
  title: string;
  authors: string;
  /** Two or three sentences; empty where there is no abstract. */
  summary: string;
}

const MAX_TITLE_LENGTH = 300;
const MAX_SUMMARY_LENGTH = 480;
const MAX_AUTHORS = 5;
/** The papers that one day's mails are made of, a few times over. */
const MAX_KEPT_PAPERS = 2_000;

/** `reader`: whose mail it is; undefined: anybody's. */
export function digestPaperText(
  site: MailSite,
  reader: ReaderLinks | undefined,
  { paper, reason, forYou }: DigestPaper,
): DigestPaperText {
  return {
    ...paperWords(paper),
    reason: cutAtWord(reason, 160),
    forYou: forYou === true,
    links: [...linksOf(site, paper), ...(reader ? likingLinks(reader, paper) : [])],
  };
}

/** Mails that are made together hold the same papers, not only equal ones: these need no key. */
function paperWords(paper: Paper): PaperWords {
  const words = wordsOfPaper.get(paper) ?? wordsOf(paper);
  wordsOfPaper.set(paper, words);
  return words;
}

const wordsOfPaper = new WeakMap<Paper, PaperWords>();

/** Most mails of a day show the same papers. */
const wordsOf = remember(
  (paper: Paper): PaperWords => ({
    title: cutAtWord(mathToText(paper.title), MAX_TITLE_LENGTH),
    authors: authorLine(paper.authors),
    summary: chooseSentences(
      { title: paper.title, abstract: mathToText(paper.abstract) },
      { count: 3, maxLength: MAX_SUMMARY_LENGTH },
    ),
  }),
  {
    keyOf: ({ title, authors, abstract }) =>
      [title, authors.length, ...authors.slice(0, MAX_AUTHORS), abstract].join('\n'),
    maxCount: MAX_KEPT_PAPERS,
  },
);

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

/** Both lead to one page, whose buttons act: programs that scan mails follow links. */
function likingLinks(reader: ReaderLinks, { publicId }: Paper): DigestPaperText['links'] {
  const href = reader.liking(publicId);
  return [
    { label: 'More like this', href },
    { label: 'Not interested', href: `${href}&wish=none` },
  ];
}

function isShortUrl(href: string | undefined): boolean {
  return href !== undefined && href.length <= 500;
}
