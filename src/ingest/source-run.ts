import type { Clock } from '../lib/clock.ts';
import { isProcessGone, newHolderName } from '../lib/process-identity.ts';
import type { RecordProblem } from '../sources/file-format.ts';
import type { Source } from '../sources/source.ts';
import type { Database } from '../storage/database.ts';
import type { RunCounts } from './run-source.ts';

/** The one run that is under way over a source, on whatever node. */
export interface SourceRun {
  source: Source;
  cursor: string | undefined;
  counts: RunCounts;
  /** The first broken records. */
  problems: RecordProblem[];
  /**
   * Writes cursor and counts, in the transaction that stores the page.
   * @throws Error where the run was taken for dead and another has begun: nothing of the page may be stored.
   */
  save(transaction: Database, cursor: string | undefined): Promise<void>;
  /** Says that it still lives. */
  renew(): Promise<void>;
  end(outcome: 'complete' | 'failed' | 'stopped', detail?: string): Promise<void>;
}

/** A run that has said nothing for so long has died. Longer than one exchange. */
const LEASE_MS = 120_000;
const RUNS_KEPT_MS = 30 * 86_400_000;

interface RunContext {
  database: Database;
  clock: Clock;
  categories: { readonly [source: string]: readonly string[] };
}

/** Begins a run, or answers undefined while another is under way. A run that died is closed in the log. */
export async function beginRun(
  { database, clock, categories }: RunContext,
  source: Source,
): Promise<SourceRun | undefined> {
  const scope = JSON.stringify([...(categories[source.name] ?? [])].sort());
  const runner = newHolderName();
  const begun = await database.transaction().execute(async (transaction) => {
    await addState(transaction, source.name, scope);
    await endGoneRunner(transaction, source.name);
    const now = clock.now();
    const { numUpdatedRows } = await transaction
      .updateTable('source_states')
      .set({ runner, runner_until: leaseEnd(now), asked_at: now.toISOString() })
      .where('source', '=', source.name)
      .where((where) =>
        where.or([where('runner', 'is', null), where('runner_until', '<', now.toISOString())]),
      )
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return undefined;
    await closeDeadRuns(transaction, source.name, now);
    return {
      runId: await addRun(transaction, source.name, now),
      cursor: await takeCursor(transaction, source.name, scope),
    };
  });
  return begun && openRun(database, clock, { source, runner, ...begun });
}

function openRun(
  database: Database,
  clock: Clock,
  begun: { source: Source; runner: string; runId: number; cursor: string | undefined },
): SourceRun {
  const { source, runner, runId } = begun;
  const counts: RunCounts = { pages: 0, new: 0, changed: 0, same: 0, broken: 0, signals: 0 };
  const problems: RecordProblem[] = [];

  async function updateState(
    transaction: Database,
    state: {
      cursor?: string | null;
      runner?: null;
      runner_until: string | null;
      heard_at?: string;
      failed_at?: string | null;
      failure?: string | null;
    },
  ): Promise<boolean> {
    const { numUpdatedRows } = await transaction
      .updateTable('source_states')
      .set(state)
      .where('source', '=', source.name)
      .where('runner', '=', runner)
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  }

  const updateRow = (transaction: Database, ended: { ended_at?: string; detail?: string | null } = {}) =>
    transaction
      .updateTable('ingest_runs')
      .set({
        ...{ page_count: counts.pages, new_count: counts.new, changed_count: counts.changed },
        ...{ same_count: counts.same, broken_count: counts.broken, signal_count: counts.signals },
        ...{ problems: JSON.stringify(problems), ...ended },
      })
      .where('id', '=', runId)
      .where('outcome', '=', 'running');

  return {
    ...{ source, counts, problems, cursor: begun.cursor },
    async save(transaction, cursor) {
      const isStillOurs = await updateState(transaction, {
        cursor: cursor ?? null,
        runner_until: leaseEnd(clock.now()),
      });
      if (!isStillOurs) throw new Error(`Another process took over the asking of ${source.title}.`);
      await updateRow(transaction).execute();
    },
    async renew() {
      await updateState(database, { runner_until: leaseEnd(clock.now()) });
    },
    async end(outcome, detail) {
      const at = clock.now().toISOString();
      await database.transaction().execute(async (transaction) => {
        await updateState(transaction, {
          ...{ runner: null, runner_until: null },
          ...(outcome === 'complete' && { heard_at: at, failed_at: null, failure: null }),
          ...(outcome === 'failed' && { failed_at: at, failure: detail ?? '' }),
        });
        await updateRow(transaction, { ended_at: at, detail: detail ?? null })
          .set({ outcome })
          .execute();
      });
    },
  };
}

async function addState(transaction: Database, source: string, scope: string): Promise<void> {
  const empty = { cursor: null, runner: null, runner_until: null, asked_at: null, heard_at: null };
  await transaction
    .insertInto('source_states')
    .values({ source, scope, is_on: 1, ...empty, failed_at: null, failure: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A runner that was killed on this machine need not be waited for. */
async function endGoneRunner(transaction: Database, source: string): Promise<void> {
  const { runner } = await transaction
    .selectFrom('source_states')
    .select('runner')
    .where('source', '=', source)
    .executeTakeFirstOrThrow();
  if (runner === null || !isProcessGone(runner)) return;
  await transaction
    .updateTable('source_states')
    .set({ runner: null, runner_until: null })
    .where('source', '=', source)
    .where('runner', '=', runner)
    .execute();
}

/** A cursor belongs to the categories it was made with: with others, papers before it would be missing. */
async function takeCursor(transaction: Database, source: string, scope: string): Promise<string | undefined> {
  const state = await transaction
    .selectFrom('source_states')
    .select(['scope', 'cursor'])
    .where('source', '=', source)
    .executeTakeFirstOrThrow();
  if (state.scope === scope) return state.cursor ?? undefined;
  await transaction
    .updateTable('source_states')
    .set({ scope, cursor: null })
    .where('source', '=', source)
    .execute();
  return undefined;
}

async function closeDeadRuns(transaction: Database, source: string, now: Date): Promise<void> {
  await transaction
    .updateTable('ingest_runs')
    .set({ outcome: 'stopped', ended_at: now.toISOString(), detail: 'Its process ended before it did.' })
    .where('source', '=', source)
    .where('outcome', '=', 'running')
    .execute();
  await transaction
    .deleteFrom('ingest_runs')
    .where('source', '=', source)
    .where('started_at', '<', new Date(now.getTime() - RUNS_KEPT_MS).toISOString())
    .execute();
}

async function addRun(transaction: Database, source: string, now: Date): Promise<number> {
  const { id } = await transaction
    .insertInto('ingest_runs')
    .values({
      ...{ source, started_at: now.toISOString(), ended_at: null, outcome: 'running' },
      ...{ page_count: 0, new_count: 0, changed_count: 0, same_count: 0, broken_count: 0, signal_count: 0 },
      ...{ problems: '[]', detail: null },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

function leaseEnd(now: Date): string {
  return new Date(now.getTime() + LEASE_MS).toISOString();
}
