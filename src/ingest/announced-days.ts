import type { Clock } from '../lib/clock.ts';
import { chunksOf, lookupChunksOf } from '../papers/chunks.ts';
import type { PaperRecord } from '../papers/paper.ts';
import type { SourcePage } from '../sources/source.ts';
import type { Database } from '../storage/database.ts';

/**
 * Writes down what a source says of its days, which records stand on their lists and how many of those are here. A
 * record that comes later, from whatever page, joins the list of its own day.
 */
export async function noteAnnouncedDays(
  transaction: Database,
  clock: Clock,
  source: string,
  { announced = [], records }: Pick<SourcePage, 'announced' | 'records'>,
): Promise<void> {
  for (const { day, expectedCount } of announced) {
    const row = { expected_count: expectedCount, heard_at: clock.now().toISOString() };
    await transaction
      .insertInto('source_days')
      .values({ source, day, arrived_count: 0, earlier_count: 0, ...row })
      .onConflict((conflict) => conflict.columns(['day', 'source']).doUpdateSet(row))
      .execute();
  }
  const listed = records.filter((record) => record.source === source && record.announcedOn !== undefined);
  const days = await listKnownDays(transaction, source, listed);
  if (days.length === 0) return;
  await addListedRecords(
    transaction,
    listed.filter(({ announcedOn }) => days.includes(announcedOn ?? '')),
  );
  for (const day of days) await countArrived(transaction, source, day);
}

/** Only days whose list the source gave: a harvest of years would otherwise write down every paper twice. */
async function listKnownDays(
  transaction: Database,
  source: string,
  listed: readonly PaperRecord[],
): Promise<string[]> {
  const days = [...new Set(listed.map(({ announcedOn }) => announcedOn ?? ''))];
  const known: string[] = [];
  for (const chunk of lookupChunksOf(days)) {
    const rows = await transaction
      .selectFrom('source_days')
      .select('day')
      .where('source', '=', source)
      .where('day', 'in', chunk)
      .execute();
    known.push(...rows.map(({ day }) => day));
  }
  return known;
}

async function addListedRecords(transaction: Database, listed: readonly PaperRecord[]): Promise<void> {
  const rows = listed.map(({ source, sourceId, announcedOn }) => ({
    ...{ source, day: announcedOn ?? '', source_id: sourceId },
  }));
  for (const chunk of chunksOf(rows)) {
    await transaction
      .insertInto('listed_records')
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

async function countArrived(transaction: Database, source: string, day: string): Promise<void> {
  const listed = transaction
    .selectFrom('listed_records')
    .innerJoin('records', (join) =>
      join
        .onRef('records.source', '=', 'listed_records.source')
        .onRef('records.source_id', '=', 'listed_records.source_id'),
    )
    .innerJoin('papers', 'papers.id', 'records.paper_id')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('listed_records.source', '=', source)
    .where('listed_records.day', '=', day);
  const arrived = await listed.executeTakeFirstOrThrow();
  const earlier = await listed.where('papers.listed_on', '<', day).executeTakeFirstOrThrow();
  await transaction
    .updateTable('source_days')
    .set({ arrived_count: arrived.count, earlier_count: earlier.count })
    .where('source', '=', source)
    .where('day', '=', day)
    .execute();
}

/** After so long no list changes any more; its counts stay. */
const LISTS_KEPT_MS = 60 * 86_400_000;

/** Forgets which records stood on old lists, not how many. */
export async function forgetOldLists(database: Database, clock: Clock): Promise<void> {
  const before = new Date(clock.now().getTime() - LISTS_KEPT_MS).toISOString().slice(0, 10);
  await database.deleteFrom('listed_records').where('day', '<', before).execute();
}
