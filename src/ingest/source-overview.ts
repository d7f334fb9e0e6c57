import type { Selectable } from 'kysely';
import type { RecordProblem } from '../sources/file-format.ts';
import type { Database } from '../storage/database.ts';
import type { IngestRunRow, SourceStateRow } from '../storage/tables/ingest-tables.ts';
import { networkSources } from './network-sources.ts';
import type { RunCounts } from './run-source.ts';
import { sourceTitle } from './source-title.ts';

/** A source as the operator sees it. Instants are ISO 8601. */
export interface SourceOverview {
  name: string;
  title: string;
  isOn: boolean;
  isRunning: boolean;
  /** When it last gave all that it had. */
  heardAt: string | null;
  /** Why the last run failed, and when; null where it did not. */
  failure: { at: string; sentence: string } | null;
  /** The newest first. */
  runs: LoggedRun[];
}

export interface LoggedRun extends RunCounts {
  startedAt: string;
  endedAt: string | null;
  outcome: IngestRunRow['outcome'];
  /** The first broken records. */
  problems: RecordProblem[];
  detail: string | null;
}

/** Every source that is on or was ever asked, with its newest runs. */
export async function listSourceOverviews(
  database: Database,
  { runs }: { runs: number },
): Promise<SourceOverview[]> {
  const states = await database.selectFrom('source_states').selectAll().orderBy('source').execute();
  const rankOf = ({ source }: { source: string }): number =>
    networkSources.findIndex(({ name }) => name === source);
  states.sort((a, b) => rankOf(a) - rankOf(b));
  return Promise.all(
    states.map(async (state) => toOverview(state, await listRuns(database, state.source, runs))),
  );
}

/** Writes down which sources the instance's options name. */
export async function noteSourcesOn(database: Database, names: readonly string[]): Promise<void> {
  for (const source of names) {
    const empty = { cursor: null, runner: null, runner_until: null, asked_at: null, heard_at: null };
    await database
      .insertInto('source_states')
      .values({ source, scope: '', is_on: 1, ...empty, failed_at: null, failure: null })
      .onConflict((conflict) => conflict.column('source').doUpdateSet({ is_on: 1 }))
      .execute();
  }
  await database
    .updateTable('source_states')
    .set({ is_on: 0 })
    .where('source', 'not in', names.length > 0 ? names : [''])
    .execute();
}

function listRuns(database: Database, source: string, limit: number): Promise<Selectable<IngestRunRow>[]> {
  return database
    .selectFrom('ingest_runs')
    .selectAll()
    .where('source', '=', source)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

function toOverview(state: Selectable<SourceStateRow>, runs: Selectable<IngestRunRow>[]): SourceOverview {
  const { source: name, failed_at: failedAt, failure } = state;
  return {
    name,
    title: sourceTitle(name),
    isOn: state.is_on === 1,
    isRunning: runs[0]?.outcome === 'running',
    heardAt: state.heard_at,
    failure: failedAt === null ? null : { at: failedAt, sentence: failure ?? '' },
    runs: runs.map(toLoggedRun),
  };
}

function toLoggedRun(row: Selectable<IngestRunRow>): LoggedRun {
  return {
    ...{ startedAt: row.started_at, endedAt: row.ended_at, outcome: row.outcome, detail: row.detail },
    ...{ pages: row.page_count, new: row.new_count, changed: row.changed_count, same: row.same_count },
    ...{ broken: row.broken_count, signals: row.signal_count },
    problems: JSON.parse(row.problems) as RecordProblem[],
  };
}
