import { fixedClock } from '../../src/lib/clock.ts';
import { silentLog } from '../../src/lib/log.ts';
import { createHash } from 'node:crypto';
import type { IngestContext } from '../../src/ingest/run-source.ts';
import type { Database } from '../../src/storage/database.ts';

type FixedClock = ReturnType<typeof fixedClock>;

/** What runs work with, over a database, with time that passes only when somebody waits. */
export function openIngest(
  database: Database,
  options: Partial<IngestContext> & { clock?: FixedClock } = {},
): IngestContext & { clock: FixedClock } {
  const clock = options.clock ?? fixedClock('2026-08-20T10:00:00Z');
  return {
    ...{ database, log: silentLog, userAgent: 'Offprint/test', categories: {} },
    options: {
      ...{ contact: '', feeds: [], openalexKey: '', semanticScholarKey: '', githubToken: '' },
      openreviewVenues: [],
    },
    async wait(ms) {
      clock.advance(ms);
    },
    ...options,
    clock,
  };
}

/** A digest of all that runs store, but for the log of the runs themselves. */
export async function hashOfStored(database: Database): Promise<string> {
  const digest = createHash('sha256');
  const tables = {
    ...{ papers: 'id', records: 'id', record_identifiers: 'identifier', record_titles: 'title_key' },
    ...{ search_pending: 'paper_id', signal_series: 'id', signal_observations: 'observed_at' },
    ...{ source_days: 'day', listed_records: 'source_id', http_validators: 'url', paper_merges: 'id' },
  } as const;
  for (const [table, column] of Object.entries(tables)) {
    const rows = await database
      .selectFrom(table as 'papers')
      .selectAll()
      .orderBy(column as 'id')
      .execute();
    digest.update(
      `${table}\n${rows
        .map((row) => JSON.stringify(row))
        .sort()
        .join('\n')}\n`,
    );
  }
  const states = await database.selectFrom('source_states').select(['source', 'cursor']).execute();
  return digest.update(JSON.stringify(states)).digest('hex');
}
