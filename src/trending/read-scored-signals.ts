import { lookupChunksOf } from '../papers/chunks.ts';
import type { Database } from '../storage/database.ts';
import { fromFoldColumns } from './fold-row.ts';
import { dayBeforeWindow, type CandidateWindow } from './list-candidates.ts';
import type { Observation } from './observation.ts';
import { foldObservations } from './signal-fold.ts';
import type { ScoredSignal } from './measure-paper.ts';

/** A paper has a handful of counters; a window has at most so many, the rest is left out. */
const MAX_SERIES = 500_000;

/**
 * The signals of the papers listed in a window, by paper, as they stood at `nowMs`. For the present what is remembered
 * of each series is enough; a series that was observed later is folded again from its observations up to then.
 */
export async function readScoredSignals(
  database: Database,
  { nowMs, ...window }: CandidateWindow & { nowMs: number },
): Promise<Map<number, ScoredSignal[]>> {
  const rows = await database
    .selectFrom('papers')
    .innerJoin('signal_series', 'signal_series.paper_id', 'papers.id')
    .selectAll('signal_series')
    .where('listed_on', '>', dayBeforeWindow(window))
    .where('listed_on', '<=', window.day)
    .limit(MAX_SERIES)
    .execute();
  const nowAt = new Date(nowMs).toISOString();
  const earlier = await readEarlierObservations(
    database,
    rows.filter(({ newest_at }) => newest_at > nowAt).map(({ id }) => id),
    nowAt,
  );
  const byPaper = new Map<number, ScoredSignal[]>();
  for (const row of rows) {
    const fold = row.newest_at > nowAt ? foldObservations(earlier.get(row.id) ?? []) : fromFoldColumns(row);
    if (!fold) continue;
    const signals = byPaper.get(row.paper_id);
    const scored = { signal: row.signal, fold, sharedBy: row.shared_by };
    if (signals) signals.push(scored);
    else byPaper.set(row.paper_id, [scored]);
  }
  return byPaper;
}

async function readEarlierObservations(
  database: Database,
  seriesIds: readonly number[],
  nowAt: string,
): Promise<Map<number, Observation[]>> {
  const bySeries = new Map<number, Observation[]>();
  for (const chunk of lookupChunksOf(seriesIds)) {
    const rows = await database
      .selectFrom('signal_observations')
      .selectAll()
      .where('series_id', 'in', chunk)
      .where('observed_at', '<=', nowAt)
      .orderBy('series_id')
      .orderBy('observed_at')
      .execute();
    for (const { series_id, observed_at, count } of rows) {
      const observation = { atMs: Date.parse(observed_at), count };
      const known = bySeries.get(series_id);
      if (known) known.push(observation);
      else bySeries.set(series_id, [observation]);
    }
  }
  return bySeries;
}
