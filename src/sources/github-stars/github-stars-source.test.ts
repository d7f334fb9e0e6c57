import { expect, test } from 'vitest';
import { makePaperRecord } from '../../../test/support/make-paper-record.ts';
import { openIngest } from '../../../test/support/open-ingest.ts';
import { startRecordingServer } from '../../../test/support/recording-server.ts';
import { runSource } from '../../ingest/run-source.ts';
import { fixedClock } from '../../lib/clock.ts';
import { saveRecords } from '../../papers/save-records.ts';
import { migrate } from '../../storage/migrate.ts';
import { openDatabase } from '../../storage/open-database.ts';
import { githubStarsSource } from './github-stars-source.ts';

const { signal } = new AbortController();

/** A paper whose code is at github.com/old/name, and GitHub as `answerOf` has it: for a path, a status, headers, a body. */
async function watchRepository(
  answerOf: (path: string) => { status: number; location?: string; stars?: number },
) {
  const clock = fixedClock('2026-08-20T10:00:00Z');
  const server = await startRecordingServer(clock, ({ path }, response) => {
    const { status, location, stars } = answerOf(path);
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(location && { location: `https://api.github.com${location}` }),
    });
    response.end(JSON.stringify({ stargazers_count: stars }));
  });
  const database = openDatabase({ address: ':memory:' });
  await migrate(database, clock);
  const record = makePaperRecord({ abstract: 'Our code is at https://github.com/old/name.' });
  await saveRecords(database, [record], { savedAt: clock.now().toISOString() });
  const context = openIngest(database, { clock, via: server.address });
  return {
    clock,
    server,
    run: () => runSource(context, githubStarsSource, { signal }),
    counts: () =>
      database
        .selectFrom('signal_observations')
        .innerJoin('signal_series', 'signal_series.id', 'signal_observations.series_id')
        .select(['signal', 'count'])
        .orderBy('observed_at')
        .execute(),
  };
}

test('a repository that was renamed goes on counting in the same series', async () => {
  let isRenamed = false;
  const { clock, run, counts } = await watchRepository((path) => {
    if (path.endsWith('/repositories/7')) return { status: 200, stars: 12 };
    return isRenamed ? { status: 301, location: '/repositories/7' } : { status: 200, stars: 10 };
  });
  expect(await run()).toMatchObject({ outcome: 'complete', signals: 1 });
  isRenamed = true;
  clock.advance(86_400_000);
  expect(await run()).toMatchObject({ outcome: 'complete', signals: 1 });
  expect(await counts()).toEqual([
    { signal: 'stars:github.com/old/name', count: 10 },
    { signal: 'stars:github.com/old/name', count: 12 },
  ]);
});

test('a repository that is gone loses nothing, and is asked for again only after two weeks', async () => {
  let status = 200;
  const { clock, server, run, counts } = await watchRepository(() => ({ status, stars: 10 }));
  await run();
  status = 404;
  for (let day = 0; day < 16; day++) {
    clock.advance(86_400_000);
    expect(await run()).toMatchObject({ outcome: 'complete', signals: 0 });
  }
  expect(await counts()).toEqual([{ signal: 'stars:github.com/old/name', count: 10 }]);
  expect(server.requests).toHaveLength(3);
});
