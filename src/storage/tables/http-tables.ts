export interface HttpTables {
  http_buckets: HttpBucketRow;
  http_validators: HttpValidatorRow;
}

/** Whose turn it is to ask the hosts of a bucket, for all processes together. */
export interface HttpBucketRow {
  bucket: string;
  /** Instant before which nobody may ask. */
  free_at: string;
  /** Names one turn; null: nobody is asking. */
  holder: string | null;
  /** A holder past this instant has died. */
  held_until: string | null;
}

/** By what a server knows the answer that was stored last; written in the transaction that stored it. */
export interface HttpValidatorRow {
  url: string;
  etag: string | null;
  last_modified: string | null;
  stored_at: string;
}
