import type { Generated } from 'kysely';

export interface SignalTables {
  signal_series: SignalSeriesRow;
  signal_observations: SignalObservationRow;
}

/**
 * One counter of one paper, and what the trending score remembers of it. (paper_id, signal,
 * observed_for) is unique. The columns
 * from `first_count` on are derived from the observations; see `trending/signal-fold.ts` for what they mean.
 */
export interface SignalSeriesRow {
  id: Generated<number>;
  paper_id: number;
  /** `upvotes`, or with where it is counted: `stars:github.com/owner/name`. */
  signal: string;
  /** The paper's public id when it was first observed: to whom it returns when a merge of papers is undone. */
  observed_for: string;
  /** How many papers have this very counter; 1 where the signal names no place. */
  shared_by: number;
  first_at: string;
  first_count: number;
  newest_at: string;
  newest_count: number;
  highest: number;
  below_since: string | null;
  grew_at: string;
  leapt: number;
  now_gain: number;
  now_days: number;
  base_gain: number;
  base_days: number;
}

/** A count at a time, thinned with age. */
export interface SignalObservationRow {
  series_id: number;
  observed_at: string;
  count: number;
}
