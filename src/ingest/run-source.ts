import { createPoliteClient } from '../http/polite-client.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { systemWait, type Wait } from '../lib/wait.ts';
import type { Indexer } from '../search/indexer.ts';
import type { Source, SourceOptions } from '../sources/source.ts';
import type { Database } from '../storage/database.ts';
import { beginRun, type SourceRun } from './source-run.ts';
import { storePage } from './store-page.ts';
import { listWatchedPapers } from './watched-papers.ts';

export interface IngestContext {
  database: Database;
  /** Makes what is stored searchable; left out where the process does that anyhow. */
  indexer?: Pick<Indexer, 'indexPending'>;
  clock: Clock;
  log: Log;
  /** Names the program and whom to write to. */
  userAgent: string;
  options: SourceOptions;
  /** By source; a source that is not named is asked for all it has. */
  categories: { readonly [source: string]: readonly string[] };
  /** A simulator in place of all sources; see {@link createPoliteClient}. */
  via?: string;
  wait?: Wait;
}

export interface RunOptions {
  /** `YYYY-MM-DD`: asks again for everything from this day on. */
  since?: string | undefined;
  signal: AbortSignal;
  onProgress?(progress: RunProgress): void;
}

export interface RunProgress extends RunCounts {
  /** What the source is at, a phrase. */
  step: string;
}

export interface RunCounts {
  pages: number;
  new: number;
  changed: number;
  same: number;
  broken: number;
  signals: number;
}

export interface RunResult extends RunCounts {
  /** `busy`: another process is asking this source; nothing was done. */
  outcome: 'complete' | 'failed' | 'stopped' | 'busy';
  /** Why it failed: a sentence. */
  detail?: string;
}

/**
 * One pass over one source: fetches what is new since the cursor, page by page, and stores each page with its cursor
 * in one transaction. Killed at any moment and run again, it ends with the same papers. Never throws for what the
 * source does: that is the outcome `failed`, in the run log with its reason.
 */
export async function runSource(
  context: IngestContext,
  source: Source,
  { since, signal, onProgress }: RunOptions,
): Promise<RunResult> {
  const run = await beginRun(context, source);
  if (!run) return { ...emptyCounts(), outcome: 'busy' };
  const counts = run.counts;
  let step = 'asking';
  const tell = (): void => onProgress?.({ ...counts, step });
  const client = openClient(context, source, run, signal);
  try {
    tell();
    const pages = source.fetch({
      ...{ http: client, cursor: run.cursor, since, clock: context.clock, signal },
      ...{ categories: context.categories[source.name] ?? [], options: context.options },
      report(words) {
        step = words;
        tell();
      },
      listWatchedPapers: (query) => listWatchedPapers(context.database, context.clock, query),
    });
    for await (const page of pages) {
      await storePage(context, run, page, (transaction) => client.saveValidators(transaction));
      tell();
      await context.indexer?.indexPending();
      signal.throwIfAborted();
    }
    await run.end('complete');
    return { ...counts, outcome: 'complete' };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const outcome = signal.aborted ? 'stopped' : 'failed';
    await run.end(outcome, signal.aborted ? 'It was told to stop.' : detail);
    if (outcome === 'failed') context.log.error('ingest.run.failed', { source: source.name, error: detail });
    return { ...counts, outcome, detail };
  }
}

/** While politeness makes a run wait, it must not be taken for dead. */
const MAX_SILENCE_MS = 30_000;

function openClient(context: IngestContext, source: Source, run: SourceRun, signal: AbortSignal) {
  const { database, clock, userAgent, via = '', wait = systemWait } = context;
  return createPoliteClient({
    ...{ database, clock, userAgent, via, signal, politeness: source.politeness },
    async wait(ms) {
      for (let left = ms; left > 0 && !signal.aborted; left -= MAX_SILENCE_MS) {
        await wait(Math.min(left, MAX_SILENCE_MS), signal);
        await run.renew();
      }
    },
  });
}

function emptyCounts(): RunCounts {
  return { pages: 0, new: 0, changed: 0, same: 0, broken: 0, signals: 0 };
}
