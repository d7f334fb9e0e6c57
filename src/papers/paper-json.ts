import type { Paper, PaperIdentifiers, PaperLinks, PaperVersion } from './paper.ts';

/** A paper as programs get it: from the API and from `bin/offprint ... --json`, always the same. */
export interface PaperJson {
  /** The public identifier, `arxiv:2310.16390`. */
  id: string;
  title: string;
  abstract: string;
  /** `summary`: this project's own words, not the authors' abstract. */
  abstractKind: 'abstract' | 'summary';
  authors: string[];
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as exact as it is known. */
  publishedAt: string | null;
  updatedAt: string | null;
  announcedOn: string | null;
  categories: string[];
  venue: string | null;
  comment: string | null;
  license: string | null;
  identifiers: PaperIdentifiers;
  links: PaperLinks;
  versions: PaperVersion[];
}

export function paperJson(paper: Paper): PaperJson {
  return {
    id: paper.publicId,
    title: paper.title,
    abstract: paper.abstract,
    abstractKind: paper.abstractKind,
    authors: paper.authors,
    publishedAt: paper.publishedOn,
    updatedAt: paper.updatedOn,
    announcedOn: paper.announcedOn,
    categories: paper.categories,
    venue: paper.venue,
    comment: paper.comment,
    license: paper.license,
    identifiers: paper.identifiers,
    links: paper.links,
    versions: paper.versions,
  };
}
