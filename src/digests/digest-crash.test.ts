import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as afterRollback } from 'node:timers/promises';
import fc from 'fast-check';
import type { KyselyPlugin } from 'kysely';
import { expect, test } from 'vitest';
import { addPapersOf, addSubscribers, makeDigestContext } from '../../test/support/digest-fixtures.ts';
import { fixedClock } from '../lib/clock.ts';
import type { MailMessage, Mailer } from '../mail/mailer.ts';
import type { Database } from '../storage/database.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { runDigest } from './run-digest.ts';

const DAYS = ['2026-08-17', '2026-08-18', '2026-08-19', '2026-08-20'];
const READERS = ['ada@example.org', 'emmy@example.org', 'mary@example.org'];
const PAPERS_A_DAY = 2;

/**
 * A crash before any statement of the database, or on either side of handing over a mail. From then on no statement
 * reaches the database (open transactions are rolled back) and no mail is handed over.
 */
function createCrash(afterSteps: number) {
  let steps = 0;
  let report: () => void = () => {};
  const happened = new Promise<void>((resolve) => (report = resolve));
  function step(): void {
    steps += 1;
    if (steps < afterSteps) return;
    report();
    throw new Error('crash');
  }
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      step();
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { step, plugin, happened };
}

test('after any crashes, no mail is doubled and no paper is lost', async () => {
  const crashPoints = fc.array(
    fc.record({
      day: fc.constantFrom(0, 1, 2),
      afterSteps: fc.integer({ min: 1, max: 45 }),
      // A machine whose clock is set, as much as two hours either way.
      clockJumpMinutes: fc.constantFrom(-120, 1, 1, 1, 120),
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  await fc.assert(
    fc.asyncProperty(crashPoints, async (crashes) => {
      const folder = mkdtempSync(join(tmpdir(), 'offprint-crash-'));
      try {
        await surviveCrashes(join(folder, 'offprint.db'), crashes);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 40, interruptAfterTimeLimit: 60_000 },
  );
}, 120_000);

async function surviveCrashes(
  path: string,
  crashes: { day: number; afterSteps: number; clockJumpMinutes: number }[],
): Promise<void> {
  const clock = fixedClock('2026-08-17T07:00:00Z');
  const accepted: MailMessage[] = [];
  const mailer: Mailer = {
    async submit(message) {
      accepted.push(message);
      return { response: '250 kept' };
    },
    close: async () => {},
  };
  const database = openDatabase({ address: path, durability: 'normal' });
  await migrate(database, clock);
  await addSubscribers(database, READERS);
  for (const day of DAYS) await addPapersOf(database, day, PAPERS_A_DAY);

  for (const [index, day] of DAYS.entries()) {
    for (const { afterSteps, clockJumpMinutes } of crashes.filter((crash) => crash.day === index)) {
      await crashRun(path, day, { mailer, clock, afterSteps });
      clock.advance(clockJumpMinutes * 60_000);
    }
    // The last day has no crash: it brings home what the others left behind.
    clock.moveTo(`${day}T23:00:00Z`);
    await runDigest(makeDigestContext(database, mailer, clock), { day });
  }

  await expectEachMailOnce(database, accepted);
  await expectNoPaperLost(database);
  await database.destroy();
}

async function crashRun(
  path: string,
  day: string,
  options: { mailer: Mailer; clock: ReturnType<typeof fixedClock>; afterSteps: number },
): Promise<void> {
  const crash = createCrash(options.afterSteps);
  const connection = openDatabase({ address: path, durability: 'normal' });
  const mailer: Mailer = {
    async submit(message) {
      crash.step();
      const answer = await options.mailer.submit(message);
      crash.step();
      return answer;
    },
    close: async () => {},
  };
  const context = makeDigestContext(connection.withPlugin(crash.plugin), mailer, options.clock);
  const run = runDigest(context, { day, concurrency: 2 }).catch(() => undefined);
  await Promise.race([crash.happened, run]);
  await afterRollback();
  await connection.destroy();
}

async function expectEachMailOnce(database: Database, accepted: MailMessage[]): Promise<void> {
  const ids = accepted.map(({ messageId }) => messageId);
  expect(ids.length).toBe(new Set(ids).size);
  const issues = await database.selectFrom('issues').select(['state']).execute();
  const submitted = issues.filter(({ state }) => state === 'submitted').length;
  const unknown = issues.filter(({ state }) => state === 'unknown').length;
  expect(issues).toHaveLength(submitted + unknown);
  expect(accepted.length).toBeGreaterThanOrEqual(submitted);
  expect(accepted.length).toBeLessThanOrEqual(submitted + unknown);
}

async function expectNoPaperLost(database: Database): Promise<void> {
  const sent = await database
    .selectFrom('sent_papers')
    .select(['subscription_id', 'record_id', 'issue_id'])
    .execute();
  expect(sent).toHaveLength(READERS.length * DAYS.length * PAPERS_A_DAY);
  const listed = await database
    .selectFrom('issues')
    .select('papers')
    .where('state', '=', 'submitted')
    .execute();
  // Submitted issues hold each paper once: as many in all as there are sent papers.
  expect(listed.flatMap(({ papers }) => JSON.parse(papers) as unknown[])).toHaveLength(sent.length);
}
