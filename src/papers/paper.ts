import type { PaperId, PublicId } from './identifiers.ts';

/** One paper, whatever doors it came through: the merged view of its records. */
export interface Paper {
  /** Row number in this database; what jobs, postings and ledgers refer to. Never shown. */
  id: PaperId;
  /** What people, addresses and the API use: `arxiv:2310.16390`, `acl:2023.acl-long.1`, `doi:10.1000/xyz`, ... */
  publicId: PublicId;
  /** Unicode text; mathematics stays as `$...$`. */
  title: string;
  /** Unicode text, mathematics as `$...$`; empty where no source has one. */
  abstract: string;
  /** `summary`: not the authors' abstract but this project's own words (starter collection). */
  abstractKind: 'abstract' | 'summary';
  /** Display names in order, as the best record has them. */
  authors: string[];
  /** First publication: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as exact as the sources know. */
  publishedOn: string | null;
  /** Day of the newest version, where known. */
  updatedOn: string | null;
  /** The first day a source listed it. Not the day of publication. */
  announcedOn: string | null;
  /** The day it stands on this site's lists: `announcedOn`, else `publishedOn` (which may lack its day). */
  listedOn: string | null;
  /** Primary category first. arXiv's names (`cs.CL`) where there are any. */
  categories: string[];
  venue: string | null;
  comment: string | null;
  license: string | null;
  identifiers: PaperIdentifiers;
  links: PaperLinks;
  /** Oldest first; empty where no source numbers them. */
  versions: PaperVersion[];
}

export interface PaperIdentifiers {
  arxivId?: string;
  doi?: string;
  aclId?: string;
  openreviewId?: string;
}

/** Absolute http(s) addresses. */
export interface PaperLinks {
  /** The paper's page at its source. */
  page?: string;
  pdf?: string;
  code?: string;
  project?: string;
}

export interface PaperVersion {
  number: number;
  submittedOn: string | null;
}

/**
 * What one source says of one paper, cleaned: text is Unicode with mathematics as `$...$`, lines joined, entities
 * resolved; identifiers are normalised. Key: (source, sourceId); v1 and v2 of a paper are the same record.
 */
export interface PaperRecord extends PaperIdentifiers {
  source: string;
  sourceId: string;
  title: string;
  abstract?: string;
  abstractKind?: 'abstract' | 'summary';
  authors: string[];
  publishedOn?: string;
  updatedOn?: string;
  announcedOn?: string;
  categories?: string[];
  venue?: string;
  comment?: string;
  license?: string;
  links?: PaperLinks;
  /** The newest version this record speaks of. */
  version?: number;
  versions?: PaperVersion[];
}
