import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { countReturns, countSubscriptions } from '../digests/count-mails.ts';
import { findNewestAnnouncedDay } from '../digests/daily-digest.ts';
import { countIssues } from '../digests/issue-ledger.ts';
import { listSourceOverviews } from '../ingest/source-overview.ts';
import { listJobStates } from '../jobs/list-job-states.ts';
import type { Clock } from '../lib/clock.ts';
import { countPapers } from '../papers/paper-store.ts';
import type { Database } from '../storage/database.ts';

export interface MetricsDeps {
  database: Database;
  clock: Clock;
  /** Whoever asks must know it; empty: nobody is answered. */
  token: string;
}

interface Series {
  name: string;
  help: string;
  /** Label values in braces, ready made, or empty. */
  samples: [labels: string, value: number][];
}

/**
 * `GET /metrics` in Prometheus' text form, for who bears the token. There is no exception for requests from this
 * machine: behind a proxy, everybody's come from there.
 */
export function createMetricsApp({ database, clock, token }: MetricsDeps): Hono {
  const app = new Hono();
  app.get('/metrics', async (c) => {
    if (token === '') return c.notFound();
    if (!isSame(c.req.header('Authorization') ?? '', `Bearer ${token}`)) {
      return c.text('Give the token: Authorization: Bearer ...\n', 401, { 'WWW-Authenticate': 'Bearer' });
    }
    const text = (await collect(database, clock)).map(write).join('');
    return c.body(text, 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
      'Cache-Control': 'no-store',
    });
  });
  return app;
}

async function collect(database: Database, clock: Clock): Promise<Series[]> {
  const now = clock.now();
  const secondsSince = (instant: string): number => Math.max(0, (now.getTime() - Date.parse(instant)) / 1000);
  const day = await findNewestAnnouncedDay(database, now.toISOString().slice(0, 10));
  const jobs = await listJobStates(database);
  const sources = (await listSourceOverviews(database, { runs: 0 })).filter(({ isOn }) => isOn);
  return [
    { name: 'papers', help: 'Papers in the collection.', samples: [['', await countPapers(database)]] },
    {
      name: 'newest_day_age_seconds',
      help: 'Age of the newest day on which papers were announced.',
      samples: day === undefined ? [] : [['', secondsSince(day)]],
    },
    {
      name: 'issues',
      help: 'Mails of the newest announcement day, by state.',
      samples: day === undefined ? [] : labelled('state', await countIssues(database, day)),
    },
    {
      name: 'returned_issues',
      help: 'Mails of the newest announcement day that came back, by what that says.',
      samples: day === undefined ? [] : labelled('kind', await countReturns(database, day)),
    },
    {
      name: 'subscriptions',
      help: 'Subscriptions by state; suppressed: addresses that are not written to.',
      samples: labelled('state', await countSubscriptions(database)),
    },
    {
      name: 'source_heard_age_seconds',
      help: 'Time since a source last gave all that it had.',
      samples: sources.flatMap(({ name, heardAt }) =>
        heardAt ? [[label('source', name), secondsSince(heardAt)]] : [],
      ),
    },
    {
      name: 'source_failing',
      help: '1 where the last run of a source failed.',
      samples: sources.map(({ name, failure }) => [label('source', name), failure ? 1 : 0]),
    },
    {
      name: 'job_age_seconds',
      help: 'Time since the occurrence of recurring work that was begun last.',
      samples: jobs.flatMap(({ job, begunFor }) =>
        begunFor ? [[label('job', job), secondsSince(begunFor)]] : [],
      ),
    },
    {
      name: 'job_failures',
      help: 'Times in a row that recurring work failed.',
      samples: jobs.map(({ job, failureCount }) => [label('job', job), failureCount]),
    },
    {
      name: 'process_resident_bytes',
      help: 'Memory of this process.',
      samples: [['', process.memoryUsage.rss()]],
    },
  ];
}

function labelled(name: string, counts: object): [string, number][] {
  return Object.entries(counts).map(([value, count]) => [label(name, value), Number(count)]);
}

function label(name: string, value: string): string {
  return `{${name}="${value.replace(/[\\"\n]/g, '_')}"}`;
}

function write({ name, help, samples }: Series): string {
  const lines = samples.map(([labels, value]) => `offprint_${name}${labels} ${value}\n`).join('');
  return `# HELP offprint_${name} ${help}\n# TYPE offprint_${name} gauge\n${lines}`;
}

/** Takes the same time wherever the first difference is. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
