import type { Generated } from 'kysely';

export interface PaperTables {
  papers: PaperRow;
  records: RecordRow;
  record_identifiers: RecordIdentifierRow;
  record_titles: RecordTitleRow;
  paper_merges: PaperMergeRow;
  paper_separations: PaperSeparationRow;
  paper_lock: PaperLockRow;
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
  /** Digest of the content; the same again changes nothing. */
  content_hash: string;
  /** JSON of PaperRecord, cleaned. */
  content: string;
  saved_at: string;
}

/**
 * Every identifier that any state of a record ever had, with its scheme. None is taken back, so an address that was
 * once right leads to the paper for ever.
 */
export interface RecordIdentifierRow {
  identifier: string;
  record_id: number;
}

/** Every title key that any state of a record ever had, with the year of publication beside it. */
export interface RecordTitleRow {
  title_key: string;
  published_year: number;
  record_id: number;
}

/** Records that were taken for one paper: what, why and when; `undone_at` once a person separated them again. */
export interface PaperMergeRow {
  id: Generated<number>;
  /** The paper that went on. */
  paper_id: number;
  /** JSON of MergeDetail, `papers/paper-merges.ts`. */
  detail: string;
  merged_at: string;
  undone_at: string | null;
}

/** Two records that a person declared to be different papers; the smaller id first. */
export interface PaperSeparationRow {
  record_id: number;
  other_record_id: number;
}

/** One row, id 1, updated first by everyone who changes papers, so that they take turns. */
export interface PaperLockRow {
  id: number;
}
