import type { RecurringWork } from '../jobs/recurring-work.ts';
import type { Database } from '../storage/database.ts';
import type { DigestContext } from './digest.ts';
import { forgetOldLimits } from './request-limit.ts';
import { MAILS_AT_ONCE, runDigest, type DigestRunResult } from './run-digest.ts';
import { sendIssues } from './send-issues.ts';

const LIMITS_KEPT_MS = 7 * 86_400_000;

/** The daily digest as recurring work: asks every five minutes, so that restarts and retries need nothing else. */
export function dailyDigest(context: DigestContext): RecurringWork {
  return {
    name: 'daily-digest',
    schedule: { pattern: '*/5 * * * *', zone: 'UTC' },
    run: async (signal) => void (await runDailyDigest(context, signal)),
  };
}

/**
 * Plans and sends the issues of the readers whose morning it is, of the newest announcement day there is, and sends
 * what was put off. A reader's morning passes once: papers that arrive later in her day make no second mail, and wait
 * for the next. Undefined: no day has been announced yet.
 */
export async function runDailyDigest(
  context: DigestContext,
  signal?: AbortSignal,
): Promise<DigestRunResult | undefined> {
  const { database, clock } = context;
  const now = clock.now();
  await forgetOldLimits(database, new Date(now.getTime() - LIMITS_KEPT_MS));
  const day = await findNewestAnnouncedDay(database, now.toISOString().slice(0, 10));
  if (day === undefined) return undefined;
  const sendOpen = async (side: '<' | '>'): Promise<void> => {
    for (const open of await listOpenDays(database, side, day)) {
      await sendIssues(context, { day: open, concurrency: MAILS_AT_ONCE, signal });
    }
  };
  await sendOpen('<');
  const result = await runDigest(context, { day, readers: 'due', ...(signal && { signal }) });
  await sendOpen('>');
  return result;
}

/** Days with issues still to be sent: earlier ones, put off until now; later ones, which tell of nothing new. */
async function listOpenDays(database: Database, side: '<' | '>', day: string): Promise<string[]> {
  const rows = await database
    .selectFrom('issues')
    .select('issue_on')
    .distinct()
    .where('state', '=', 'planned')
    .where('kind', 'in', ['digest', 'nothing-new'])
    .where('issue_on', side, day)
    .orderBy('issue_on', 'desc')
    .limit(7)
    .execute();
  return rows.map((row) => row.issue_on).reverse();
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
