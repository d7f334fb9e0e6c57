import type { Observation } from '../observation.ts';

/** A count over time that a backtest ranks. */
export interface Series {
  id: string;
  /** Oldest first, each instant once; missing days are simply not there. */
  observations: Observation[];
  /** After its last observation the count is known to have stood still (a story that left the front page). */
  endsFlat?: boolean;
}

/** What was known of a series at an instant: nothing later is in it. */
export interface KnownSeries {
  id: string;
  observations: readonly Observation[];
}
