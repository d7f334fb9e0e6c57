import { isolateDirection } from '../lib/isolate-direction.ts';
import { remember } from '../lib/remember.ts';
import { wrapText } from '../lib/wrap-text.ts';
import type { DigestContent } from './digest-content.ts';
import type { DigestPaperText } from './digest-paper-text.ts';

const WIDTH = 76;

/** The text part of a digest: the same content as the HTML part, for people who read mail as text. */
export function digestPlain(content: DigestContent): string {
  const { heading, dayName, dayNote, sections, omittedCount, dayLink, browserLink } = content;
  const more =
    omittedCount > 0 ? `${omittedCount} more, and all papers of the day:` : 'All papers of the day:';
  const title = `${heading}. ${dayName}`;
  let number = 0;
  return `${[
    `${title}\n${'='.repeat(Math.min(title.length, WIDTH))}`,
    ...(dayNote ? [wrapText(dayNote, { width: WIDTH })] : []),
    ...sections.flatMap((section) => [
      ...(section.title ? [`${section.title}\n${'-'.repeat(section.title.length)}`] : []),
      ...section.papers.map((paper) => paperPlain(paper, (number += 1))),
    ]),
    `${more}\n${dayLink}`,
    `Read in browser:\n${browserLink}`,
    footerPlain(content),
  ].join('\n\n')}\n`;
}

function footerPlain({ homeLink, subscribeLink, reader }: DigestContent): string {
  if (!reader) return `-- \nGet it once a day: ${subscribeLink}`;
  const why = `You get this mail because you confirmed a subscription at ${homeLink} . It comes on days with new papers.`;
  return `-- \n${wrapText(why, { width: WIDTH })}
Choose what comes, and when: ${reader.preferences}
Your mails so far: ${reader.issues}
Unsubscribe: ${reader.unsubscribe}`;
}

function paperPlain({ title, authors, summary, reason, links }: DigestPaperText, number: number): string {
  return [
    `${`${number}.`.padEnd(4)}${indented(title).text}`,
    ...(authors ? [INDENT + indented(authors).text] : []),
    ...(summary ? ['', INDENT + indented(summary).text, ''] : []),
    INDENT + wrapIndented(`Why: ${isolateDirection(reason)}`),
    ...links.map(({ label, href }) => `${INDENT}${label}: ${href}`),
  ].join('\n');
}

const INDENT = '    ';

/** Most mails of a day show the same papers: their titles, authors and summaries, a few days' over. */
const indented = remember((text: string) => ({ text: wrapIndented(isolateDirection(text)) }), {
  keyOf: (text) => text,
  maxCount: 6_000,
});

/** But for the first line, which stands behind something. */
function wrapIndented(text: string): string {
  return wrapText(text, { width: WIDTH - INDENT.length, indent: INDENT });
}
