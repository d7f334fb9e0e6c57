import { onTestFinished } from 'vitest';
import { createPoliteClient } from '../../src/http/polite-client.ts';
import { fixedClock } from '../../src/lib/clock.ts';
import type { Source, SourceOptions, SourcePage, WatchedPaper } from '../../src/sources/source.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';

export interface FetchPagesOptions {
  clock: ReturnType<typeof fixedClock>;
  /** The server that stands for all others. */
  via: string;
  cursor?: string | undefined;
  since?: string;
  categories?: string[];
  options?: Partial<SourceOptions>;
  watched?: WatchedPaper[];
}

/** What a source gave until it ended, and why it ended early, if it did. */
export interface FetchedPages {
  pages: SourcePage[];
  cursor: string | undefined;
  error: unknown;
}

/** A polite client of a fresh database, with which sources may fetch one after another; waiting moves the clock. */
export async function createFetching(): Promise<
  (source: Source, options: FetchPagesOptions) => Promise<FetchedPages>
> {
  const database = openDatabase({ address: ':memory:' });
  onTestFinished(() => database.destroy());
  await migrate(database, fixedClock('2026-08-20T10:00:00Z'));
  return async (source, { clock, via, cursor, since, categories = [], options = {}, watched = [] }) => {
    const { signal } = new AbortController();
    const http = createPoliteClient({
      ...{ database, clock, via, signal, politeness: source.politeness, userAgent: 'Offprint/test' },
      wait: (ms) => Promise.resolve(clock.advance(ms)),
    });
    const fetched: FetchedPages = { pages: [], cursor, error: undefined };
    try {
      const pages = source.fetch({
        ...{ http, cursor, since, categories, clock, signal },
        options: { ...noOptions, ...options },
        report: () => undefined,
        listWatchedPapers: () => Promise.resolve(watched),
      });
      for await (const page of pages) {
        fetched.pages.push(page);
        fetched.cursor = page.cursor;
        await http.saveValidators(database);
      }
    } catch (error) {
      fetched.error = error;
    }
    return fetched;
  };
}

const noOptions: SourceOptions = {
  contact: '',
  feeds: [],
  openalexKey: '',
  semanticScholarKey: '',
  githubToken: '',
  openreviewVenues: [],
};
