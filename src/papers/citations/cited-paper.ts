import type { Paper } from '../paper.ts';
import { splitName, type PersonName } from './person-name.ts';
import { preprintServer, publicationKind, type PublicationKind } from './publication-kind.ts';

/** What a citation says of a paper, whatever the format. */
export interface CitedPaper {
  kind: PublicationKind;
  /** Unicode text, mathematics as `$...$`. */
  title: string;
  names: PersonName[];
  date: CitedDate | undefined;
  /** As its source gave it; for a preprint, a remark such as "submitted to ApJ". */
  venue: string | undefined;
  /** "arXiv" and the like; preprints only. */
  server: string | undefined;
  arxivId: string | undefined;
  /** `cs.CL`, where the paper is on arXiv. */
  arxivClass: string | undefined;
  doi: string | undefined;
  /** The paper's page at its source, else by its DOI. */
  url: string | undefined;
}

export interface CitedDate {
  year: number;
  month?: number;
  day?: number;
}

export function citedPaper(paper: Paper): CitedPaper {
  const { arxivId, doi } = paper.identifiers;
  const kind = publicationKind(paper);
  const server = kind === 'preprint' ? preprintServer(paper) : undefined;
  const isServerName = server !== undefined && server.toLowerCase() === paper.venue?.trim().toLowerCase();
  return {
    kind,
    title: paper.title,
    names: paper.authors.filter((name) => /\S/.test(name)).map(splitName),
    date: citedDate(paper.publishedOn ?? paper.listedOn),
    venue: isServerName ? undefined : (paper.venue ?? undefined),
    server,
    arxivId,
    arxivClass: arxivId ? paper.categories[0] : undefined,
    doi: doi ?? (arxivId && kind === 'preprint' ? arxivDoi(arxivId) : undefined),
    url: paper.links.page ?? (arxivId ? `https://arxiv.org/abs/${arxivId}` : doi && `https://doi.org/${doi}`),
  };
}

/** arXiv registers one for each of its papers (https://info.arxiv.org/help/doi.html). */
function arxivDoi(arxivId: string): string {
  return `10.48550/arXiv.${arxivId}`;
}

function citedDate(date: string | null): CitedDate | undefined {
  const [year, month, day] = (date ?? '').split('-').map(Number);
  if (!year) return undefined;
  return { year, ...(month && { month }), ...(day && { day }) };
}
