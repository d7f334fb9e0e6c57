import type { Selectable } from 'kysely';
import type { DatabaseTransaction } from '../storage/database.ts';
import type { SubscriptionRow } from '../storage/tables/subscription-tables.ts';
import { nextMorning } from './next-morning.ts';
import { scheduleOf } from './preferences/preferences.ts';

type Reader = Selectable<SubscriptionRow>;

/**
 * The readers whose morning it is. Notes for each that this morning has been, so that no other comes on her day, and
 * when the next one is.
 */
export async function passMornings(
  transaction: DatabaseTransaction,
  readers: Reader[],
  now: Date,
): Promise<Reader[]> {
  const due: Reader[] = [];
  // Most readers share their morning with others: one update for each group.
  const groups = new Map<string, { lastMorning: string | null; nextDueAt: string; ids: number[] }>();
  for (const reader of readers) {
    const schedule = scheduleOf(reader);
    let lastMorning = reader.last_morning;
    let next = nextMorning(schedule, { lastDay: lastMorning, now });
    if (next.at <= now) {
      due.push(reader);
      lastMorning = next.day;
      next = nextMorning(schedule, { lastDay: lastMorning, now });
    }
    const nextDueAt = next.at.toISOString();
    const key = `${lastMorning} ${nextDueAt}`;
    const group = groups.get(key);
    if (group) group.ids.push(reader.id);
    else groups.set(key, { lastMorning, nextDueAt, ids: [reader.id] });
  }
  for (const { lastMorning, nextDueAt, ids } of groups.values()) {
    await transaction
      .updateTable('subscriptions')
      .set({ last_morning: lastMorning, next_due_at: nextDueAt })
      .where('id', 'in', ids)
      .execute();
  }
  return due;
}
