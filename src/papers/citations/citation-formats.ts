import type { CitationFormat } from './citation-format.ts';
import { biblatex, bibtex } from './write-bibtex.ts';
import { cslJson } from './write-csl-json.ts';
import { csv } from './write-csv.ts';
import { ris } from './write-ris.ts';

export type CitationFormatName = 'bibtex' | 'biblatex' | 'ris' | 'csl' | 'csv';

/** Every format that papers are exported in, by the name that addresses and commands use. */
export const citationFormats: { readonly [name in CitationFormatName]: CitationFormat } = {
  bibtex,
  biblatex,
  ris,
  csl: cslJson,
  csv,
};
