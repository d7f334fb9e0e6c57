import type { Generated } from 'kysely';

/** Papers stand in all of these by one of their records, like in `SentPaperRow`: records keep their numbers. */
export interface AccountTables {
  people: PersonRow;
  sign_in_links: SignInLinkRow;
  sessions: SessionRow;
  api_tokens: ApiTokenRow;
  saved_papers: SavedPaperRow;
  collections: CollectionRow;
  collection_papers: CollectionPaperRow;
  upvotes: UpvoteRow;
  comments: CommentRow;
  pdf_opens: PdfOpensRow;
  local_signals_pending: LocalSignalsPendingRow;
}

/** Somebody who proved a mail address. There is no row before that. */
export interface PersonRow {
  id: Generated<number>;
  /** As typed, the domain in ASCII. */
  address: string;
  /** The address folded for comparison. */
  address_key: string;
  /** What stands beside comments; empty: none was given. */
  name: string;
  created_at: string;
}

/** The newest link mailed to an address; gone once it was used. */
export interface SignInLinkRow {
  id: Generated<number>;
  address: string;
  address_key: string;
  /** SHA-256 of the nonce in the link. */
  nonce_hash: string;
  /** The page of this site that the person came from. */
  next_path: string;
  expires_at: string;
}

export interface SessionRow {
  /** SHA-256 of what the cookie holds. */
  token_hash: string;
  person_id: number;
  created_at: string;
  /** Exact to a day: not every page view is a write. */
  used_at: string;
  expires_at: string;
}

export interface ApiTokenRow {
  id: Generated<number>;
  person_id: number;
  /** The person's own words for it. */
  name: string;
  /** SHA-256 of the token. */
  token_hash: string;
  access: 'read' | 'write';
  created_at: string;
  /** The day it was last used; null: never. */
  used_on: string | null;
}

/** A paper in a person's library: to be read until `read_at`. */
export interface SavedPaperRow {
  person_id: number;
  record_id: number;
  saved_at: string;
  read_at: string | null;
  /** For the person alone; may be empty. */
  note: string;
}

/** A named list of papers. */
export interface CollectionRow {
  id: Generated<number>;
  /** Names it in addresses; random, so that a private one is not found by counting. */
  public_id: string;
  person_id: number;
  name: string;
  created_at: string;
  /** Null: for the person alone. */
  published_at: string | null;
}

export interface CollectionPaperRow {
  collection_id: number;
  record_id: number;
  added_at: string;
}

export interface UpvoteRow {
  person_id: number;
  record_id: number;
  upvoted_at: string;
}

export interface CommentRow {
  id: Generated<number>;
  person_id: number;
  record_id: number;
  /** Plain text with mathematics as `$...$`, lines as written. */
  text: string;
  written_at: string;
  /** When the operator hid it. */
  hidden_at: string | null;
}

/** How often a paper's PDF was opened from here; nothing of who did. */
export interface PdfOpensRow {
  record_id: number;
  count: number;
}

/** Papers whose local counts changed and are yet to be recorded as signals. */
export interface LocalSignalsPendingRow {
  record_id: number;
}
