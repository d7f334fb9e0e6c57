import { decideOccurrence, findOccurrence } from '../jobs/job-occurrence.ts';
import type { RecurringWork } from '../jobs/recurring-work.ts';
import type { Database } from '../storage/database.ts';
import type { DigestContext } from './digest.ts';
import { endExpiredLeases } from './issue-ledger.ts';
import { forgetOldLimits } from './request-limit.ts';
import { runDigest, type DigestRunResult } from './run-digest.ts';
import { sendIssues } from './send-issues.ts';

/** From this hour on (UTC) the day's mails go out. arXiv announces at 00:00 to 01:00 UTC. */
const SEND_FROM_HOUR = 7;
const JOB = 'daily-digest';
const LIMITS_KEPT_MS = 7 * 86_400_000;

/** The daily digest as recurring work: asks every five minutes, so that restarts and retries need nothing else. */
export function dailyDigest(context: DigestContext): RecurringWork {
  return {
    name: JOB,
    pattern: '*/5 * * * *',
    run: async (signal) => void (await runDailyDigest(context, signal)),
  };
}

/**
 * Sends what is due now. The first call of a calendar day after the sending hour decides which announcement day is
 * sent: the newest one there is. The day's later calls go on with that one, for retries and for readers who confirm
 * late; so papers that arrive meanwhile never make a second mail on one morning. Undefined: nothing is due.
 */
export async function runDailyDigest(
  context: DigestContext,
  signal?: AbortSignal,
): Promise<DigestRunResult | undefined> {
  const { database, clock } = context;
  const now = clock.now();
  const today = now.toISOString().slice(0, 10);
  if (now.getUTCHours() < SEND_FROM_HOUR) return undefined;
  const day =
    (await findOccurrence(database, { job: JOB, dueOn: today })) ?? (await decideDay(context, today));
  if (day === undefined) return undefined;
  for (const earlier of await listOpenDays(database, day)) {
    await sendIssues(context, { day: earlier, concurrency: 5, signal });
  }
  return runDigest(context, { day, ...(signal && { signal }) });
}

/** Earlier days with issues still to be sent: put off, and their time came on a later day. */
async function listOpenDays(database: Database, before: string): Promise<string[]> {
  const rows = await database
    .selectFrom('issues')
    .select('issue_on')
    .distinct()
    .where('state', '=', 'planned')
    .where('issue_on', '<', before)
    .orderBy('issue_on', 'desc')
    .limit(7)
    .execute();
  return rows.map((row) => row.issue_on).reverse();
}

async function decideDay({ database, clock }: DigestContext, today: string): Promise<string | undefined> {
  const newest = await findNewestAnnouncedDay(database, today);
  if (newest === undefined) return undefined;
  await endExpiredLeases(database, clock.now());
  await forgetOldLimits(database, new Date(clock.now().getTime() - LIMITS_KEPT_MS));
  return decideOccurrence(database, clock, { job: JOB, dueOn: today, detail: newest });
}

/** The newest day, up to `today`, on which papers were announced. */
export async function findNewestAnnouncedDay(database: Database, today: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('papers')
    .select('listed_on')
    .where('listed_on', '<=', today)
    .where((where) => where(where.fn<number>('length', ['listed_on']), '=', 10))
    .orderBy('listed_on', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.listed_on ?? undefined;
}
