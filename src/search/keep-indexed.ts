import type { Log } from '../lib/log.ts';
import type { Indexer } from './indexer.ts';

const INTERVAL_MS = 500;
/** After a failure (the database is away) it is left in peace for a while. */
const PAUSE_MS = 10_000;

/** Indexes what is stored, by whatever process, until the signal; papers are searchable within about a second. */
export async function keepIndexed(
  indexer: Indexer,
  { signal, log }: { signal: AbortSignal; log: Log },
): Promise<void> {
  while (!signal.aborted) {
    let waitMs = INTERVAL_MS;
    try {
      const count = await indexer.indexPending();
      if (count > 0) log.info('search.papers.indexed', { count });
    } catch (error) {
      log.error('search.indexing.failed', { error: String(error) });
      waitMs = PAUSE_MS;
    }
    await pause(waitMs, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
