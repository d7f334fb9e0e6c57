import { firstSentences } from '../lib/first-sentences.ts';
import { mathToText } from '../lib/math-to-text.ts';
import { paperAddress } from './paper-address.ts';
import type { Paper } from './paper.ts';

const NAMED_AUTHORS = 8;

/** A list of papers for a model to read, four or five lines of Markdown each. `reason`: why it is in the list. */
export function paperRows(papers: readonly { paper: Paper; reason?: string }[], baseUrl: string): string {
  return papers
    .map(({ paper, reason }, index) => paperRow(paper, { number: index + 1, baseUrl, reason }))
    .join('\n\n');
}

function paperRow(
  paper: Paper,
  { number, baseUrl, reason }: { number: number; baseUrl: string; reason: string | undefined },
): string {
  const lead = firstSentences(mathToText(paper.abstract), LEAD);
  return [
    `${number}. **${mathToText(paper.title)}** (${paper.publicId})`,
    facts(paper),
    reason && `Why: ${reason}`,
    lead,
    `${baseUrl}${paperAddress(paper.publicId)}`,
  ]
    .filter(Boolean)
    .map((line, index) => (index === 0 ? line : `   ${line}`))
    .join('\n');
}

const LEAD = { count: 2, maxLength: 320 };

/** All that is known of a paper. */
export function paperMarkdown(paper: Paper, baseUrl: string): string {
  const { links, identifiers } = paper;
  return [
    `# ${mathToText(paper.title)}`,
    facts(paper),
    paper.comment && `Comment: ${mathToText(paper.comment)}`,
    `Identifiers: ${[paper.publicId, identifiers.doi && `doi:${identifiers.doi}`].filter(Boolean).join(', ')}`,
    ...Object.entries(links).map(([name, address]) => `${name}: ${address}`),
    `offprint: ${baseUrl}${paperAddress(paper.publicId)}`,
    paper.abstractKind === 'summary' ? "## Summary (this site's words, not the authors')" : '## Abstract',
    mathToText(paper.abstract) || 'No source has an abstract.',
  ]
    .filter(Boolean)
    .join('\n\n');
}

function facts({ authors, publishedOn, announcedOn, categories, venue }: Paper): string {
  const named = authors.slice(0, NAMED_AUTHORS).join(', ');
  const others = authors.length - NAMED_AUTHORS;
  return [
    others > 0 ? `${named} and ${others} more` : named,
    publishedOn && `published ${publishedOn}`,
    announcedOn && announcedOn !== publishedOn && `listed ${announcedOn}`,
    categories.join(' '),
    venue,
  ]
    .filter(Boolean)
    .join(' · ');
}
