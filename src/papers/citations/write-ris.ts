import { mathToText } from '../../lib/math-to-text.ts';
import type { Paper } from '../paper.ts';
import type { CitationFormat } from './citation-format.ts';
import { citedPaper, type CitedDate } from './cited-paper.ts';
import type { PersonName } from './person-name.ts';

/** RIS; preprints are `UNPB`, never `JOUR`. */
export const ris: CitationFormat = {
  ...{ mediaType: 'application/x-research-info-systems', extension: 'ris', open: '', between: '', close: '' },
  createWriter: () => writePaper,
};

const types = { preprint: 'UNPB', conference: 'CPAPER', journal: 'JOUR', other: 'GEN' } as const;

function writePaper(paper: Paper): string {
  const { kind, title, names, date, venue, server, arxivId, doi, url } = citedPaper(paper);
  const lines: [tag: string, value: string | undefined][] = [
    ['TY', types[kind]],
    ['TI', mathToText(title)],
    ...names.map((name): [string, string] => ['AU', nameLine(name)]),
    ['PY', date && String(date.year).padStart(4, '0')],
    ['DA', date && dateLine(date)],
    [kind === 'preprint' ? 'N1' : 'T2', venue && mathToText(venue)],
    ['PB', server],
    ['AN', arxivId && `arXiv:${arxivId}`],
    ['DO', doi],
    ['UR', url],
    ...paper.categories.map((category): [string, string] => ['KW', category]),
    ['AB', mathToText(paper.abstract)],
  ];
  const written = lines.flatMap(([tag, value]) => (value ? [`${tag}  - ${oneLine(value)}\r\n`] : []));
  return `${written.join('')}ER  - \r\n`;
}

/** `van der Berg,Jan,Jr.`; a name without a comma is one that must not be taken apart. */
function nameLine(name: PersonName): string {
  if ('literal' in name) return name.literal;
  const family = [name.particle, name.family].filter(Boolean).join(' ');
  return [family, name.given, name.suffix].filter(Boolean).join(', ');
}

/** `2026/08/20/`, parts that are not known left empty. */
function dateLine({ year, month, day }: CitedDate): string {
  const parts = [month, day].map((part) => (part === undefined ? '' : String(part).padStart(2, '0')));
  return `${[String(year).padStart(4, '0'), ...parts].join('/')}/`;
}

function oneLine(text: string): string {
  return text.replace(/[\s\x00-\x1f\x7f]+/g, ' ').trim();
}
