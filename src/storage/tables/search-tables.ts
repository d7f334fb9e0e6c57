export interface SearchTables {
  search_pending: SearchPendingRow;
  search_state: SearchStateRow;
  search_segments: SearchSegmentRow;
  search_postings: SearchPostingRow;
  search_posting_parts: SearchPostingPartRow;
  search_vectors: SearchVectorRow;
  search_embeddings: SearchEmbeddingRow;
}

/**
 * A paper that was stored, changed or removed since it was last indexed. Whoever changes a paper adds its row, in the
 * same transaction, ignoring a conflict.
 */
export interface SearchPendingRow {
  paper_id: number;
}

/** One row, id 1: what readers poll and what the one writer holds. */
export interface SearchStateRow {
  id: number;
  /** Grows with every change of the index that a reader can see. */
  revision: number;
  /** Never given twice: postings of a segment that is gone may still wait for their removal. */
  next_segment_id: number;
  /** Who writes now, or null. */
  writer: string | null;
  /** Instant until which the writer's work is respected; after it, anyone may take over. */
  writer_until: string | null;
  /** The papers that the writer took from `search_pending` and has not yet indexed: Int32 ids, little endian. */
  claimed_papers: Uint8Array | null;
}

/** An immutable set of papers with ordinals 0 to n-1, in the order of their ids; only `deletions` changes. */
export interface SearchSegmentRow {
  id: number;
  /** 0 while a merge is still writing its postings: readers don't see it. */
  is_live: number;
  /** Layout of the blobs; another one means: rebuild the index. */
  format: number;
  paper_count: number;
  deleted_count: number;
  /** Bitmap over ordinals; null: none is deleted. */
  deletions: Uint8Array | null;
  /** The columns of the segment, see `search/segments/segment-columns.ts`. */
  columns: Uint8Array;
  /** Which terms it may have, see `search/segments/term-filter.ts`; null: any. */
  term_filter: Uint8Array | null;
}

/** Where one term (a stem) occurs in one segment, a posting list for each of its word forms. */
export interface SearchPostingRow {
  segment_id: number;
  term: string;
  /** Papers of the segment that contain the term in any form, deleted ones included. */
  paper_count: number;
  /** The beginning, see `search/segments/posting-store.ts`. */
  lists: Uint8Array;
}

/** The rest of long posting lists. */
export interface SearchPostingPartRow {
  segment_id: number;
  term: string;
  /** From 1. */
  part: number;
  lists: Uint8Array;
}

/** The vectors of a part of a segment's papers, by one model; see `search/vectors/vector-store.ts`. */
export interface SearchVectorRow {
  segment_id: number;
  /** Names the model by its contents. */
  model: string;
  /** Counts from 0; ordinals from part x 4,096 on. */
  part: number;
  vectors: Uint8Array;
  codes: Uint8Array;
}

/** What an embeddings server said of a text, see `search/vectors/embedding-store.ts`. */
export interface SearchEmbeddingRow {
  /** Names the model. */
  model: string;
  text_hash: string;
  /** 8-bit integers. */
  vector: Uint8Array;
}
