import type { Generated } from 'kysely';

export interface PaperTables {
  papers: PaperRow;
  records: RecordRow;
  paper_identifiers: PaperIdentifierRow;
  paper_merges: PaperMergeRow;
}

/** The merged view of a paper's records; see `papers/paper.ts` for what the fields mean. */
export interface PaperRow {
  id: Generated<number>;
  public_id: string;
  title: string;
  abstract: string;
  abstract_kind: string;
  /** JSON array of names. */
  authors: string;
  published_on: string | null;
  updated_on: string | null;
  announced_on: string | null;
  listed_on: string | null;
  /** JSON array, primary category first. */
  categories: string;
  venue: string | null;
  comment: string | null;
  license: string | null;
  /** JSON object, PaperIdentifiers. */
  identifiers: string;
  /** JSON object, PaperLinks. */
  links: string;
  /** JSON array of PaperVersion. */
  versions: string;
  /** When this row last changed, for feeds and caches. */
  changed_at: string;
}

/** One source's word on a paper. */
export interface RecordRow {
  id: Generated<number>;
  source: string;
  source_id: string;
  paper_id: number;
  /** Digest of the cleaned content; the same again changes nothing. */
  content_hash: string;
  /** JSON of PaperRecord. */
  content: string;
  saved_at: string;
}

/** Every key by which a record can be recognised as this paper: identifiers with scheme, and title keys. */
export interface PaperIdentifierRow {
  identifier: string;
  paper_id: number;
}

export interface PaperMergeRow {
  id: Generated<number>;
  /** The paper that went on. */
  paper_id: number;
  /** JSON: what joined it and by which key. */
  detail: string;
  merged_at: string;
  undone_at: string | null;
}
