import { cutAtWord } from '../lib/first-sentences.ts';
import { isolateDirection } from '../lib/isolate-direction.ts';
import { countHeading, sectionsOf, type DigestContent } from './digest-content.ts';
import { digestHtml } from './digest-html.tsx';
import { digestPaperText } from './digest-paper-text.ts';
import { digestPlain } from './digest-plain.ts';
import type { DigestPaper } from './digest.ts';
import { sayDay } from './issue-day.ts';
import { mailLinks, type MailSite, type ReaderLinks } from './mail-links.ts';

export interface RenderedDigest {
  subject: string;
  html: string;
  text: string;
  /** So many of the papers, from the first, are in the mail; the others did not fit. */
  paperCount: number;
}

/** Gmail cuts mails off at some 102 KB of HTML, and with them the unsubscribe link. */
const MAX_HTML_BYTES = 88_000;
const MAX_SUBJECT_LENGTH = 110;

export interface DigestIssue {
  day: string;
  dayNote?: string | undefined;
  /** One at least, in order. */
  papers: DigestPaper[];
  /** Undefined: anybody's, as the site shows it. */
  reader: ReaderLinks | undefined;
}

/** Both parts and the subject of one issue. The same input gives the same mail. */
export function renderDigest(site: MailSite, { day, dayNote, papers, reader }: DigestIssue): RenderedDigest {
  const texts = papers.map((paper) => digestPaperText(site, reader, paper));
  const contentOf = (count: number): DigestContent => ({
    heading: countHeading(texts.slice(0, count)),
    dayName: sayDay(day),
    dayNote,
    sections: sectionsOf(texts.slice(0, count)),
    omittedCount: papers.length - count,
    dayLink: mailLinks.day(site, day),
    browserLink: reader?.issue(day) ?? mailLinks.publicIssue(site, day),
    homeLink: mailLinks.home(site),
    subscribeLink: mailLinks.subscribe(site),
    reader,
  });
  const { count, html } = fit(texts.length, (papersShown) => digestHtml(contentOf(papersShown)));
  const content = contentOf(count);
  const first = content.sections[0]?.papers[0]?.title ?? '';
  return {
    subject: isolateDirection(cutAtWord(`${content.heading}: ${first}`, MAX_SUBJECT_LENGTH)),
    html,
    text: digestPlain(content),
    paperCount: count,
  };
}

/** Leaves out as few papers as the size demands. */
function fit(allCount: number, render: (count: number) => string): { count: number; html: string } {
  let count = allCount;
  for (;;) {
    const html = render(count);
    const size = Buffer.byteLength(html);
    if (size <= MAX_HTML_BYTES || count <= 1) return { count, html };
    count = Math.max(1, Math.min(count - 1, Math.floor((count * MAX_HTML_BYTES) / size)));
  }
}
