import type { Paper } from '../paper.ts';
import type { CitationFormat } from './citation-format.ts';

const columns: [name: string, cell: (paper: Paper) => string | null | undefined][] = [
  ['id', ({ publicId }) => publicId],
  ['title', ({ title }) => title],
  ['authors', ({ authors }) => authors.join('; ')],
  ['published', ({ publishedOn }) => publishedOn],
  ['updated', ({ updatedOn }) => updatedOn],
  ['listed', ({ listedOn }) => listedOn],
  ['categories', ({ categories }) => categories.join(' ')],
  ['venue', ({ venue }) => venue],
  ['arxiv_id', ({ identifiers }) => identifiers.arxivId],
  ['doi', ({ identifiers }) => identifiers.doi],
  ['acl_id', ({ identifiers }) => identifiers.aclId],
  ['openreview_id', ({ identifiers }) => identifiers.openreviewId],
  ['url', ({ links }) => links.page],
  ['pdf', ({ links }) => links.pdf],
  ['code', ({ links }) => links.code],
  ['abstract', ({ abstract }) => abstract],
];

/** CSV by RFC 4180 with a header; text as it is stored, mathematics as `$...$`. */
export const csv: CitationFormat = {
  mediaType: 'text/csv',
  extension: 'csv',
  open: `${columns.map(([name]) => name).join(',')}\r\n`,
  between: '',
  close: '',
  createWriter: () => (paper) => `${columns.map(([, cell]) => quote(cell(paper) ?? '')).join(',')}\r\n`,
};

/** An apostrophe keeps spreadsheets from running what a title begins with as a formula. */
function quote(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
