import type { Clock } from '../../lib/clock.ts';
import type { TokenSigner } from '../../lib/signed-token.ts';
import type { Database } from '../../storage/database.ts';
import { isDay } from '../issue-day.ts';
import { isTimeZone } from '../../lib/local-time.ts';
import { nextMorning, type Schedule } from '../next-morning.ts';
import { readerToken, subscriptionOf, type Subscription, type TokenPurpose } from '../subscription.ts';
import {
  MAX_LINE_LENGTH,
  MAX_LIST_LENGTH,
  MAX_PAPER_COUNT,
  preferencesOf,
  scheduleOf,
  type Preferences,
} from './preferences.ts';

export interface SubscriptionPreferences {
  subscription: Subscription;
  preferences: Preferences;
  schedule: Schedule;
  /** Shows her mails so far; see `listIssueDays`. */
  issueToken: string;
}

type Tools = { database: Database; clock: Clock; signer: TokenSigner };

/** Whose link this is and what she asked for; changes nothing. Undefined: no such link. */
export async function findPreferences(
  { database, signer }: Pick<Tools, 'database' | 'signer'>,
  token: string,
): Promise<SubscriptionPreferences | undefined> {
  const row = await findReader({ database, signer }, 'preferences', token);
  return (
    row && {
      subscription: subscriptionOf(row),
      preferences: preferencesOf(row),
      schedule: scheduleOf(row),
      issueToken: readerToken(signer, 'issue', row),
    }
  );
}

/** Whose link of this purpose it is; changes nothing. */
export async function findReader(
  { database, signer }: Pick<Tools, 'database' | 'signer'>,
  purpose: 'preferences' | 'liking' | 'issue',
  token: string,
) {
  const claim = signer.verify(purpose satisfies TokenPurpose, token);
  if (!claim) return undefined;
  return database
    .selectFrom('subscriptions')
    .selectAll()
    .where('id', '=', claim.subject)
    .where('unsubscribe_nonce', '=', claim.nonce)
    .executeTakeFirst();
}

/** Keeps what a reader wants from now on. What was planned for her already is sent as it is. */
export async function savePreferences(
  { database, clock }: Pick<Tools, 'database' | 'clock'>,
  subscriptionId: number,
  { preferences, schedule }: { preferences: Preferences; schedule: Schedule },
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const row = await transaction
      .updateTable('subscriptions')
      .set({
        preferences: JSON.stringify(preferences),
        time_zone: schedule.timeZone,
        send_at: schedule.sendAt,
        weekdays: schedule.weekdays.join(''),
        paused_until: schedule.pausedUntil,
      })
      .where('id', '=', subscriptionId)
      .returning('last_morning')
      .executeTakeFirst();
    if (!row) return;
    const { at } = nextMorning(schedule, { lastDay: row.last_morning, now: clock.now() });
    await transaction
      .updateTable('subscriptions')
      .set({ next_due_at: at.toISOString() })
      .where('id', '=', subscriptionId)
      .execute();
  });
}

/** What is wrong with these wishes, a sentence each; none: they can be kept. */
export function listPreferenceProblems({
  preferences,
  schedule,
}: {
  preferences: Preferences;
  schedule: Schedule;
}): string[] {
  const { fields, topics, authors, withoutWords, paperCount } = preferences;
  const problems: string[] = [];
  const check = (isRight: boolean, problem: string): void => void (isRight || problems.push(problem));
  check(
    isTimeZone(schedule.timeZone),
    `“${schedule.timeZone}” is no time zone; one looks like Europe/Berlin.`,
  );
  check(/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(schedule.sendAt), 'The time of day must look like 07:00.');
  check(schedule.weekdays.length > 0, 'Choose one day of the week at least, or pause the mails.');
  check(
    schedule.pausedUntil === null || isDay(schedule.pausedUntil),
    'The day the pause ends must look like 2026-08-20.',
  );
  check(
    Number.isInteger(paperCount) && paperCount >= 1 && paperCount <= MAX_PAPER_COUNT,
    `A mail has 1 to ${MAX_PAPER_COUNT} papers.`,
  );
  for (const [name, lines] of Object.entries({
    fields,
    topics,
    authors,
    'words to leave out': withoutWords,
  })) {
    check(lines.length <= MAX_LIST_LENGTH, `The ${name} are more than ${MAX_LIST_LENGTH}.`);
    check(
      lines.every((line) => line.length <= MAX_LINE_LENGTH),
      `One of the ${name} is longer than ${MAX_LINE_LENGTH} characters.`,
    );
  }
  return problems;
}
