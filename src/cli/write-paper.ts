import type { Paper } from '../papers/paper.ts';
import type { TextOutput } from './command.ts';

/** Prints a paper for people: title, who, when and where, the abstract wrapped, its links. */
export function writePaper(output: TextOutput, paper: Paper): void {
  const width = Math.min(output.columns ?? 100, 100);
  const facts = [paper.publicId, paper.publishedOn, paper.categories.join(' '), paper.venue].filter(Boolean);
  const links = [paper.links.page, paper.links.pdf, paper.links.code, paper.links.project].filter(Boolean);
  const label = paper.abstractKind === 'summary' ? 'Summary: ' : '';
  output.write(
    [
      wrap(paper.title, width),
      wrap(authorLine(paper.authors), width),
      facts.join(' · '),
      '',
      wrap(label + paper.abstract, width),
      '',
      ...links,
    ].join('\n') + '\n',
  );
}

/** Prints one hit of a list: rank, title, facts, the abstract's beginning. */
export function writePaperRow(output: TextOutput, paper: Paper, rank: number): void {
  const width = Math.min(output.columns ?? 100, 100);
  const facts = [paper.publicId, paper.publishedOn, authorLine(paper.authors, 3)].filter(Boolean).join(' · ');
  const indent = '    ';
  output.write(`${String(rank).padStart(3)} ${wrap(paper.title, width - 4, indent)}\n${indent}${facts}\n`);
  if (paper.abstract) output.write(`${indent}${wrap(cut(paper.abstract, 280), width - 4, indent)}\n`);
  output.write('\n');
}

function authorLine(authors: string[], most = 20): string {
  const shown = authors.slice(0, most).join(', ');
  return authors.length > most ? `${shown} and ${authors.length - most} more` : shown;
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = text.lastIndexOf(' ', length);
  return `${text.slice(0, end > 0 ? end : length)} …`;
}

function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  lines.push(line);
  return lines.join(`\n${indent}`);
}
