import { expect, onTestFinished, test } from 'vitest';
import { runKillTrial } from '../support/digest-kill.ts';
import { startPostgresServer } from '../support/postgres-server.ts';

// bench/digest-kill.ts does the same with a thousand subscribers and 200 kills.
test('kill -9 at any moment doubles no mail and loses no paper', { timeout: 240_000 }, async () => {
  const result = await runKillTrial({
    kills: 12,
    subscribers: 25,
    senders: 2,
    victim: 'senders',
    random: Math.random,
  });
  expect(result).toMatchObject({ kills: 12, doubled: 0, lost: 0, disagreeing: 0 });
  expect(result.submitted).toBeGreaterThan(0);
});

test.skipIf(process.env['OFFPRINT_TEST_DATABASE_URL'])(
  'a database that dies and comes back while mails are sent doubles none and loses no paper',
  { timeout: 240_000 },
  async () => {
    const victim = { databaseServer: await startOwnServer() };
    const result = await runKillTrial({ kills: 3, subscribers: 25, senders: 2, victim, random: Math.random });
    expect(result).toMatchObject({ kills: 3, doubled: 0, lost: 0, disagreeing: 0 });
  },
);

/** The other tests' server must not die; a server that was given, no more. */
async function startOwnServer(): Promise<string> {
  const server = await startPostgresServer();
  onTestFinished(() => server.stop());
  return server.address;
}
