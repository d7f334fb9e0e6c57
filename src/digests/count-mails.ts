import type { Database } from '../storage/database.ts';

/** How subscriptions stand. */
export interface SubscriptionCounts {
  requested: number;
  active: number;
  ended: number;
  suppressed: number;
}

export async function countSubscriptions(database: Database): Promise<SubscriptionCounts> {
  const { total, confirmed, ended } = await database
    .selectFrom('subscriptions')
    .select((select) => [
      select.fn.countAll<number>().as('total'),
      select.fn
        .countAll<number>()
        .filterWhere('confirmed_at', 'is not', null)
        .filterWhere('ended_at', 'is', null)
        .as('confirmed'),
      select.fn.count<number>('ended_at').as('ended'),
    ])
    .executeTakeFirstOrThrow();
  const { suppressed } = await database
    .selectFrom('suppressions')
    .select((select) => select.fn.countAll<number>().as('suppressed'))
    .executeTakeFirstOrThrow();
  return { requested: total - confirmed - ended, active: confirmed, ended, suppressed };
}

/** Of the day's issues, how many came back, by what that says. */
export async function countReturns(
  database: Database,
  day: string,
): Promise<{ hard: number; soft: number; policy: number; complaint: number }> {
  const rows = await database
    .selectFrom('issues')
    .select((select) => ['return_kind', select.fn.countAll<number>().as('count')])
    .where('issue_on', '=', day)
    .where('kind', '=', 'digest')
    .where('return_kind', 'is not', null)
    .groupBy('return_kind')
    .execute();
  const counts = { hard: 0, soft: 0, policy: 0, complaint: 0 };
  for (const { return_kind, count } of rows) if (return_kind) counts[return_kind] = count;
  return counts;
}
