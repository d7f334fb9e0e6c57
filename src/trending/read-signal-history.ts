import type { PaperId } from '../papers/identifiers.ts';
import type { Database } from '../storage/database.ts';
import { signalKind } from './measure-paper.ts';
import type { Observation } from './observation.ts';

/** What was observed of one counter of a paper. */
export interface SignalHistory {
  /** The kind of signal, plural: `stars`. */
  kind: string;
  /** Where it is counted, where it says so: `github.com/owner/name`. */
  place: string | undefined;
  /** Oldest first; thinned with age. */
  observations: Observation[];
}

/** A paper has a handful of counters. */
const MAX_SERIES = 8;
/** Thinned, more than ten years. */
const MAX_OBSERVATIONS = 500;

/** The signals of a paper over time, the greatest count first. */
export async function readSignalHistory(database: Database, paperId: PaperId): Promise<SignalHistory[]> {
  const series = await database
    .selectFrom('signal_series')
    .select(['id', 'signal'])
    .where('paper_id', '=', paperId)
    .orderBy('newest_count', 'desc')
    .orderBy('id')
    .limit(MAX_SERIES)
    .execute();
  const histories: SignalHistory[] = [];
  for (const { id, signal } of series) {
    const rows = await database
      .selectFrom('signal_observations')
      .select(['observed_at', 'count'])
      .where('series_id', '=', id)
      .orderBy('observed_at', 'desc')
      .limit(MAX_OBSERVATIONS)
      .execute();
    const observations = rows
      .map(({ observed_at, count }) => ({ atMs: Date.parse(observed_at), count }))
      .reverse();
    const kind = signalKind(signal);
    histories.push({ kind, place: signal.slice(kind.length + 1) || undefined, observations });
  }
  return histories;
}
