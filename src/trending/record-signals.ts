import type { Selectable } from 'kysely';
import { chunksOf, lookupChunksOf } from '../papers/chunks.ts';
import type { PaperId } from '../papers/identifiers.ts';
import type { Database } from '../storage/database.ts';
import type { SignalSeriesRow } from '../storage/tables/signal-tables.ts';
import { countSharing } from './count-sharing.ts';
import { fromFoldColumns, toFoldColumns } from './fold-row.ts';
import { markForScoring } from './mark-for-scoring.ts';
import type { Observation } from './observation.ts';
import { foldObservation, foldObservations, startFold, type SignalFold } from './signal-fold.ts';

/** What a signal stood at for a paper when somebody looked. */
export interface SignalObservation {
  paperId: PaperId;
  /**
   * `upvotes`, `points`, `comments`, `citations`, ...; where a paper can have several counters of a kind, with the one
   * meant: `stars:github.com/owner/name`. At most 200 characters.
   */
  signal: string;
  /** ISO 8601 instant. */
  observedAt: string;
  /** Missing (null) says nothing and is passed over; so is what is no count at all. */
  count: number | null;
}

/** So many observations are written in one transaction. */
const BATCH_SIZE = 2_000;

/**
 * Keeps counts. The same observation again changes nothing; another count for the same instant replaces the first.
 * Observations may come in any order, though in order of time is faster. Writes in the transaction given, or in one of
 * its own for each batch.
 * Answers how many were kept and how many were no counts.
 */
export async function recordSignals(
  database: Database,
  observations: readonly SignalObservation[],
): Promise<{ recorded: number; ignored: number }> {
  const valid = observations.filter(isCount);
  for (let start = 0; start < valid.length; start += BATCH_SIZE) {
    const batch = valid.slice(start, start + BATCH_SIZE);
    if (database.isTransaction) await recordBatch(database, batch);
    else await database.transaction().execute((transaction) => recordBatch(transaction, batch));
  }
  return { recorded: valid.length, ignored: observations.length - valid.length };
}

type Counted = SignalObservation & { count: number };

const signalPattern = /^[a-z][a-z-]*(:\S+)?$/;

function isCount(observation: SignalObservation): observation is Counted {
  const { signal, observedAt, count } = observation;
  if (!signalPattern.test(signal) || signal.length > 200) {
    throw new Error(`signals: ${JSON.stringify(signal)} is no name of a signal (kind, or kind:place)`);
  }
  if (Number.isNaN(Date.parse(observedAt))) {
    throw new Error(`signals: ${JSON.stringify(observedAt)} is no instant (of ${signal})`);
  }
  return Number.isSafeInteger(count) && count !== null && count >= 0;
}

interface NewSeries {
  paperId: PaperId;
  signal: string;
  /** Oldest first, each instant once. */
  observations: Observation[];
}

async function recordBatch(database: Database, batch: readonly Counted[]): Promise<void> {
  const series = groupBySeries(batch);
  const known = await lockSeries(database, series);
  const missing = series.filter((one) => !known.has(keyOf(one)));
  await startSeries(database, missing);
  const rows = missing.length === 0 ? known : await lockSeries(database, series);
  const located = series.map((one) => ({ ...one, row: rows.get(keyOf(one))! }));
  await writeObservations(database, located);
  const changed: SeriesRow[] = [];
  for (const one of located) changed.push({ ...one.row, ...toFoldColumns(await refold(database, one)) });
  await writeFolds(database, changed);
  await markForScoring(
    database,
    located.map(({ paperId }) => paperId),
  );
}

function groupBySeries(batch: readonly Counted[]): NewSeries[] {
  const series = new Map<string, NewSeries & { byTime: Map<number, Observation> }>();
  for (const { paperId, signal, observedAt, count } of batch) {
    const key = keyOf({ paperId, signal });
    const one = series.get(key) ?? { paperId, signal, observations: [], byTime: new Map() };
    const atMs = Date.parse(observedAt);
    one.byTime.set(atMs, { atMs, count });
    series.set(key, one);
  }
  return [...series.values()].map(({ paperId, signal, byTime }) => ({
    paperId,
    signal,
    observations: [...byTime.values()].sort((a, b) => a.atMs - b.atMs),
  }));
}

const keyOf = ({ paperId, signal }: { paperId: number; signal: string }): string => `${paperId} ${signal}`;

type SeriesRow = Selectable<SignalSeriesRow>;
type LocatedSeries = NewSeries & { row: SeriesRow };

/** The rows there are. Writing a row, even with what it holds, keeps other recorders out until this transaction ends. */
async function lockSeries(database: Database, series: readonly NewSeries[]): Promise<Map<string, SeriesRow>> {
  const wanted = new Set(series.map(keyOf));
  const rows = new Map<string, SeriesRow>();
  for (const chunk of lookupChunksOf(series.map(({ paperId }) => paperId))) {
    const found = await database
      .updateTable('signal_series')
      .set((column) => ({ shared_by: column.ref('shared_by') }))
      .where('paper_id', 'in', chunk)
      .returningAll()
      .execute();
    // After a merge a paper can have a counter twice; the older goes on.
    for (const row of found.sort((a, b) => a.id - b.id)) {
      const key = keyOf({ paperId: row.paper_id, signal: row.signal });
      if (wanted.has(key) && !rows.has(key)) rows.set(key, row);
    }
  }
  return rows;
}

async function startSeries(database: Database, missing: readonly NewSeries[]): Promise<void> {
  const publicIds = await readPublicIds(database, missing);
  const rows = missing.map(({ paperId, signal, observations }) => ({
    paper_id: paperId,
    signal,
    observed_for: publicIds.get(paperId) ?? '',
    shared_by: 1,
    ...toFoldColumns(startFold(observations[0]!)),
  }));
  for (const chunk of chunksOf(rows)) {
    await database
      .insertInto('signal_series')
      .values(chunk)
      .onConflict((conflict) => conflict.columns(['paper_id', 'signal', 'observed_for']).doNothing())
      .execute();
  }
  await countSharing(
    database,
    missing.map(({ signal }) => signal),
  );
}

async function readPublicIds(database: Database, series: readonly NewSeries[]): Promise<Map<number, string>> {
  const publicIds = new Map<number, string>();
  for (const chunk of lookupChunksOf(series.map(({ paperId }) => paperId))) {
    const rows = await database
      .selectFrom('papers')
      .select(['id', 'public_id'])
      .where('id', 'in', chunk)
      .execute();
    for (const row of rows) publicIds.set(row.id, row.public_id);
  }
  return publicIds;
}

async function writeObservations(database: Database, series: readonly LocatedSeries[]): Promise<void> {
  const rows = series.flatMap(({ row, observations }) =>
    observations.map(({ atMs, count }) => ({
      series_id: row.id,
      observed_at: new Date(atMs).toISOString(),
      count,
    })),
  );
  for (const chunk of chunksOf(rows)) {
    await database
      .insertInto('signal_observations')
      .values(chunk)
      .onConflict((conflict) =>
        conflict
          .columns(['series_id', 'observed_at'])
          .doUpdateSet((excluded) => ({ count: excluded.ref('excluded.count') })),
      )
      .execute();
  }
}

/** What is newer than all before is folded in; for anything else the series is folded again from its observations. */
async function refold(database: Database, { row, observations }: LocatedSeries): Promise<SignalFold> {
  const fold = fromFoldColumns(row);
  if (observations[0]!.atMs > fold.newest.atMs) {
    return observations.reduce((folded, next) => foldObservation(folded, next), fold);
  }
  const all = await listObservations(database, row.id);
  return foldObservations(all) ?? fold;
}

/** Hourly counts of a hundred years, thinned: far more than there can be. */
const MAX_OBSERVATIONS = 100_000;

async function listObservations(database: Database, seriesId: number): Promise<Observation[]> {
  const rows = await database
    .selectFrom('signal_observations')
    .select(['observed_at', 'count'])
    .where('series_id', '=', seriesId)
    .orderBy('observed_at')
    .limit(MAX_OBSERVATIONS)
    .execute();
  return rows.map(({ observed_at, count }) => ({ atMs: Date.parse(observed_at), count }));
}

async function writeFolds(database: Database, rows: readonly SeriesRow[]): Promise<void> {
  for (const chunk of chunksOf(rows)) {
    await database
      .insertInto('signal_series')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((excluded) => ({
          first_at: excluded.ref('excluded.first_at'),
          first_count: excluded.ref('excluded.first_count'),
          newest_at: excluded.ref('excluded.newest_at'),
          newest_count: excluded.ref('excluded.newest_count'),
          highest: excluded.ref('excluded.highest'),
          below_since: excluded.ref('excluded.below_since'),
          grew_at: excluded.ref('excluded.grew_at'),
          leapt: excluded.ref('excluded.leapt'),
          now_gain: excluded.ref('excluded.now_gain'),
          now_days: excluded.ref('excluded.now_days'),
          base_gain: excluded.ref('excluded.base_gain'),
          base_days: excluded.ref('excluded.base_days'),
        })),
      )
      .execute();
  }
}
