export interface SignalTables {
  signals: SignalRow;
}

/** A count at a time: what one signal stood at for one paper. Append-only; a count that falls is no negative event. */
export interface SignalRow {
  paper_id: number;
  /** `stars`, `upvotes`, `points`, `citations`, ... */
  signal: string;
  observed_at: string;
  count: number;
}
