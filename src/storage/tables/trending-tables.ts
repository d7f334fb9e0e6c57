import type { Generated } from 'kysely';

export interface TrendingTables {
  trending_scores: TrendingScoreRow;
  trending_lists: TrendingListRow;
  trending_pending: TrendingPendingRow;
  trending_refreshes: TrendingRefreshRow;
}

/** A paper that has a score, as of `refreshed_at`; what its lists need of the paper stands beside it. */
export interface TrendingScoreRow {
  paper_id: number;
  score: number;
  listed_on: string;
  /** JSON, as in `papers`. */
  categories: string;
  has_code: number;
  /** JSON: the score's parts. */
  parts: string;
  refreshed_at: string;
  /** 1: a list could name it; see `CompetingPapers`. Only these stand in the indexes by score. */
  competes: number;
}

/** A place of the list of a day: the newest listing day's as it is, an earlier one's as it stood when its day ended. */
export interface TrendingListRow {
  day: string;
  window_days: number;
  /** From 1. */
  place: number;
  paper_id: number;
  score: number;
  /** JSON: why it is here. */
  why: string;
}

/** A paper whose signals were observed since its score was last worked out. */
export interface TrendingPendingRow {
  paper_id: number;
}

/** The last time that all scores were worked out; only the newest is kept. */
export interface TrendingRefreshRow {
  id: Generated<number>;
  refreshed_at: string;
  /** JSON: what was usual then. */
  norms: string;
}
