import { forgetExpiredSessions } from './accounts/sessions.ts';
import { dailyDigest } from './digests/daily-digest.ts';
import type { DigestContext } from './digests/digest.ts';
import { lateNotices } from './digests/notices/send-notices.ts';
import { forgetOldValidators } from './http/validators.ts';
import { forgetOldLists } from './ingest/announced-days.ts';
import { runSource, type IngestContext } from './ingest/run-source.ts';
import type { RecurringWork } from './jobs/recurring-work.ts';
import type { Source } from './sources/source.ts';
import { refreshTrending } from './trending/keep-trending.ts';
import { recordLocalSignals } from './trending/local-signals.ts';
import { thinSignals } from './trending/thin-signals.ts';

export interface WorkParts {
  digests: DigestContext;
  ingest: IngestContext;
  sources: Source[];
}

/** Everything that `serve` does on a clock, on one screen. */
export function listRecurringWork({ digests, ingest, sources }: WorkParts): RecurringWork[] {
  const { database, clock } = ingest;
  return [
    ...sources.map((source) => askSource(ingest, source)),
    dailyDigest(digests),
    lateNotices(digests),
    {
      name: 'trending',
      schedule: { pattern: '*/5 * * * *', zone: 'UTC' },
      run: (signal) => refreshTrending(database, { clock, signal }),
    },
    {
      name: 'local-signals',
      schedule: { pattern: '3-59/10 * * * *', zone: 'UTC' },
      run: async (signal) => void (await recordLocalSignals(database, { clock, signal })),
    },
    {
      name: 'thin-signals',
      schedule: { pattern: '20 2 * * *', zone: 'UTC' },
      run: async () => void (await thinSignals(database, { clock })),
    },
    {
      name: 'forget-old-lists',
      schedule: { pattern: '50 2 * * *', zone: 'UTC' },
      async run() {
        await forgetOldLists(database, clock);
        await forgetOldValidators(database, clock);
        await forgetExpiredSessions(database, clock);
      },
    },
  ];
}

/** A source that could not be asked is tried again soon, as {@link RecurringWork} says. */
function askSource(ingest: IngestContext, source: Source): RecurringWork {
  return {
    name: `source-${source.name}`,
    schedule: source.schedule,
    async run(signal) {
      const { outcome, detail } = await runSource(ingest, source, { signal });
      if (outcome === 'failed') throw new Error(detail);
    },
  };
}
