import type { CitationFormat } from './citation-format.ts';
import { createCitationKeys } from './citation-key.ts';
import { citedPaper, type CitedDate, type CitedPaper } from './cited-paper.ts';
import { escapeLatex, toLatex, toLatexTitle } from './latex-text.ts';
import type { PersonName } from './person-name.ts';

/** BibTeX as arXiv writes it: preprints are `@misc` with `eprint`, `archivePrefix` and `primaryClass`. */
export const bibtex: CitationFormat = createFormat('bib', (paper) => [
  ...venueFields(paper, { journal: 'journal' }),
  ['year', paper.date && braces(String(paper.date.year))],
  ['month', paper.date?.month === undefined ? undefined : MONTHS[paper.date.month - 1]],
  ['eprint', paper.arxivId && braces(paper.arxivId)],
  ['archivePrefix', paper.arxivId && '{arXiv}'],
  ['primaryClass', paper.arxivClass && braces(verbatim(paper.arxivClass))],
]);

/** BibLaTeX: dates to the day, and its own names for journals and preprints. */
export const biblatex: CitationFormat = createFormat('biblatex', (paper) => [
  ...venueFields(paper, { journal: 'journaltitle' }),
  ['date', paper.date && braces(isoDate(paper.date))],
  ['pubstate', paper.kind === 'preprint' ? '{prepublished}' : undefined],
  ['eprint', paper.arxivId && braces(paper.arxivId)],
  ['eprinttype', paper.arxivId && '{arxiv}'],
  ['eprintclass', paper.arxivClass && braces(verbatim(paper.arxivClass))],
]);

/** A name and its value as it stands in the file; fields without a value are left out. */
type Field = [name: string, value: string | undefined];

function createFormat(extension: string, ownFields: (paper: CitedPaper) => Field[]): CitationFormat {
  return {
    ...{ mediaType: 'text/x-bibtex', extension, open: '', between: '\n', close: '' },
    createWriter() {
      const keyOf = createCitationKeys();
      return (paper) => {
        const cited = citedPaper(paper);
        const fields: Field[] = [
          ['title', braces(toLatexTitle(cited.title))],
          ['author', cited.names.length > 0 ? braces(cited.names.map(nameField).join(' and ')) : undefined],
          ...ownFields(cited),
          ['doi', cited.doi && braces(verbatim(cited.doi))],
          ['url', cited.url && braces(verbatim(cited.url))],
        ];
        const lines = fields.flatMap(([name, value]) => (value ? [`  ${name.padEnd(13)} = ${value}`] : []));
        return `@${types[cited.kind]}{${keyOf(cited)},\n${lines.join(',\n')}\n}\n`;
      };
    },
  };
}

const types = { preprint: 'misc', conference: 'inproceedings', journal: 'article', other: 'misc' } as const;

function venueFields({ kind, venue, server }: CitedPaper, names: { journal: string }): Field[] {
  const value = venue && braces(toLatex(venue));
  switch (kind) {
    case 'conference':
      return [['booktitle', value]];
    case 'journal':
      return [[names.journal, value]];
    case 'preprint':
      return [
        ['howpublished', server === 'arXiv' ? undefined : server && braces(escapeLatex(server))],
        ['note', value],
      ];
    case 'other':
      return [['howpublished', value]];
  }
}

/** `van der Berg, Jr., Jan`; in braces what must not be taken apart. */
function nameField(name: PersonName): string {
  if ('literal' in name) return `{${escapeLatex(name.literal)}}`;
  const family = [name.particle, name.family].filter(Boolean).join(' ');
  return [family, name.suffix, name.given].filter(Boolean).map(escapeLatex).join(', ');
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function isoDate({ year, month, day }: CitedDate): string {
  const parts = [month, day].filter((part) => part !== undefined);
  return [String(year).padStart(4, '0'), ...parts.map((part) => String(part).padStart(2, '0'))].join('-');
}

function braces(value: string): string {
  return `{${value}}`;
}

/** Addresses and identifiers are read as they stand; only what would end the field is encoded. */
function verbatim(value: string): string {
  return value.replace(/[\s{}\\\x00-\x1f]/g, (sign) => encodeURIComponent(sign));
}
