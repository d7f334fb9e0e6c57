import { wrapText } from '../lib/wrap-text.ts';
import type { DigestContent } from './digest-html.tsx';
import type { DigestPaperText } from './digest-paper-text.ts';

const WIDTH = 76;

/** The text part of a digest: the same content as the HTML part, for people who read mail as text. */
export function digestPlain(content: DigestContent): string {
  const { heading, dayNote, papers, omittedCount, dayLink, homeLink, reader } = content;
  const more =
    omittedCount > 0 ? `${omittedCount} more, and all papers of the day:` : 'All papers of the day:';
  return `${[
    `${heading}\n${'='.repeat(Math.min(heading.length, WIDTH))}`,
    ...(dayNote ? [wrapText(dayNote, { width: WIDTH })] : []),
    ...papers.map(paperPlain),
    `${more}\n${dayLink}`,
    `-- \n${wrapText(
      `You get this mail because you confirmed a subscription at ${homeLink} . It comes on days with new papers.`,
      { width: WIDTH },
    )}\nChoose what comes, and when: ${reader.preferences}\nUnsubscribe: ${reader.unsubscribe}`,
  ].join('\n\n')}\n`;
}

function paperPlain({ title, authors, summary, reason, links }: DigestPaperText, index: number): string {
  const indent = '    ';
  const wrapped = (text: string): string => indent + wrapText(text, { width: WIDTH - 4, indent });
  return [
    `${`${index + 1}.`.padEnd(4)}${wrapText(title, { width: WIDTH - 4, indent })}`,
    ...(authors ? [wrapped(authors)] : []),
    ...(summary ? ['', wrapped(summary), ''] : []),
    wrapped(`Why: ${reason}`),
    ...links.map(({ label, href }) => `${indent}${label}: ${href}`),
  ].join('\n');
}
