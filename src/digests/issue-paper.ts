import { lookupChunksOf } from '../papers/chunks.ts';
import type { Database } from '../storage/database.ts';

/** A paper in an issue, as it is stored: by one of its records, see `SentPaperRow`. */
export interface IssuePaper {
  recordId: number;
  reason: string;
  /** It fits the reader's own wishes. */
  forYou?: true;
}

export function parseIssuePapers(json: string): IssuePaper[] {
  return JSON.parse(json) as IssuePaper[];
}

/** The record that stands for each paper: its oldest. Papers without records are left out. */
export async function listStandInRecords(
  database: Database,
  paperIds: number[],
): Promise<Map<number, number>> {
  if (paperIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('records')
    .select((select) => ['paper_id', select.fn.min('id').as('record_id')])
    .where('paper_id', 'in', paperIds)
    .groupBy('paper_id')
    .execute();
  return new Map(rows.map((row) => [row.paper_id, Number(row.record_id)]));
}

/** The papers that hold these records today. */
export async function listCurrentPaperIds(
  database: Database,
  recordIds: number[],
): Promise<Map<number, number>> {
  const current = new Map<number, number>();
  for (const chunk of lookupChunksOf(recordIds)) {
    const rows = await database
      .selectFrom('records')
      .select(['id', 'paper_id'])
      .where('id', 'in', chunk)
      .execute();
    for (const row of rows) current.set(row.id, row.paper_id);
  }
  return current;
}

/** Which of these papers each of these subscriptions has been sent. */
export async function listSentPaperIds(
  database: Database,
  subscriptionIds: number[],
  paperIds: number[],
): Promise<Map<number, Set<number>>> {
  const sent = new Map(subscriptionIds.map((id) => [id, new Set<number>()]));
  if (subscriptionIds.length === 0 || paperIds.length === 0) return sent;
  const { oldest } = await database
    .selectFrom('records')
    .select((select) => select.fn.min('id').as('oldest'))
    .where('paper_id', 'in', paperIds)
    .executeTakeFirstOrThrow();
  if (oldest === null) return sent;
  const rows = await database
    .selectFrom('sent_papers')
    .innerJoin('records', 'records.id', 'sent_papers.record_id')
    .select(['sent_papers.subscription_id', 'records.paper_id'])
    .where('sent_papers.subscription_id', 'in', subscriptionIds)
    // What an issue may hold is new, mostly: years of older papers are not looked at.
    .where('sent_papers.record_id', '>=', Number(oldest))
    .where('records.paper_id', 'in', paperIds)
    .execute();
  for (const row of rows) sent.get(row.subscription_id)?.add(row.paper_id);
  return sent;
}
