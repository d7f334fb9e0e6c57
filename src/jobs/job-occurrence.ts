import type { Clock } from '../lib/clock.ts';
import type { Database } from '../storage/database.ts';

/**
 * Decides once per day, for the whole installation, what a recurring job does that day: the first caller's `detail` is
 * kept, and everyone gets it, on whatever node and however often they ask.
 */
export async function decideOccurrence(
  database: Database,
  clock: Clock,
  { job, dueOn, detail }: { job: string; dueOn: string; detail: string },
): Promise<string> {
  await database
    .insertInto('job_occurrences')
    .values({ job, due_on: dueOn, claimed_at: clock.now().toISOString(), detail })
    .onConflict((conflict) => conflict.columns(['job', 'due_on']).doNothing())
    .execute();
  const kept = await findOccurrence(database, { job, dueOn });
  return kept ?? detail;
}

/** What was decided for the day, if it was. */
export async function findOccurrence(
  database: Database,
  { job, dueOn }: { job: string; dueOn: string },
): Promise<string | undefined> {
  const row = await database
    .selectFrom('job_occurrences')
    .select('detail')
    .where('job', '=', job)
    .where('due_on', '=', dueOn)
    .executeTakeFirst();
  return row?.detail;
}
