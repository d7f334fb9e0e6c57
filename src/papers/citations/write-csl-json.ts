import { mathToText } from '../../lib/math-to-text.ts';
import type { Paper } from '../paper.ts';
import type { CitationFormat } from './citation-format.ts';
import { citedPaper, type CitedDate } from './cited-paper.ts';
import type { PersonName } from './person-name.ts';

/** CSL-JSON, one array; preprints are of type `article` and of the genre `preprint`, as Zotero has it. */
export const cslJson: CitationFormat = {
  mediaType: 'application/vnd.citationstyles.csl+json',
  extension: 'csl.json',
  open: '[\n',
  between: ',\n',
  close: '\n]\n',
  createWriter: () => (paper) => JSON.stringify(cslItem(paper)),
};

const types = {
  preprint: 'article',
  conference: 'paper-conference',
  journal: 'article-journal',
  other: 'document',
} as const;

/** Mathematics as Unicode text: CSL knows no other. What is undefined, JSON leaves out. */
function cslItem(paper: Paper): { [name: string]: unknown } {
  const { kind, title, names, date, venue, server, arxivId, doi, url } = citedPaper(paper);
  const container = kind === 'preprint' ? 'note' : 'container-title';
  return {
    id: paper.publicId,
    type: types[kind],
    genre: kind === 'preprint' ? 'preprint' : undefined,
    title: mathToText(title),
    author: names.length > 0 ? names.map(cslName) : undefined,
    issued: date && { 'date-parts': [dateParts(date)] },
    [container]: venue && mathToText(venue),
    publisher: server,
    number: arxivId && `arXiv:${arxivId}`,
    DOI: doi,
    URL: url,
    keyword: paper.categories.join(', ') || undefined,
    abstract: mathToText(paper.abstract) || undefined,
  };
}

function cslName(name: PersonName): { [name: string]: string | undefined } {
  if ('literal' in name) return { literal: name.literal };
  return {
    family: name.family,
    given: name.given,
    'non-dropping-particle': name.particle || undefined,
    suffix: name.suffix || undefined,
  };
}

function dateParts({ year, month, day }: CitedDate): number[] {
  return [year, month, day].filter((part) => part !== undefined);
}
