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
  let listed = records.filter((record) => record.source === source && record.announcedOn !== undefined);
  for (const { day, expectedCount } of announced) {
    const ids = listed.filter(({ announcedOn }) => announcedOn === day).map(({ sourceId }) => sourceId);
    if (await isEarlierListAgain(transaction, { source, day, ids })) {
      listed = listed.filter(({ announcedOn }) => announcedOn !== day);
      continue;
    }
    await forgetStrays(transaction, { source, day, ids });
    const row = { expected_count: expectedCount, heard_at: clock.now().toISOString() };
    await transaction
      .insertInto('source_days')
      .values({ source, day, arrived_count: 0, earlier_count: 0, ...row })
      .onConflict((conflict) => conflict.columns(['day', 'source']).doUpdateSet(row))
      .execute();
  }
  const days = await listKnownDays(transaction, source, listed);
  if (days.length === 0) return;
  await addListedRecords(
    transaction,
    listed.filter(({ announcedOn }) => days.includes(announcedOn ?? '')),
  );
  for (const day of days) await countArrived(transaction, source, day);
}

interface GivenList {
  source: string;
  day: string;
  /** What the list holds, by the source's names. */
  ids: readonly string[];
}

/** A source may give its old list again, or an empty one, after the day's own; that own one is kept. */
async function isEarlierListAgain(transaction: Database, list: GivenList): Promise<boolean> {
  const { source, day, ids } = list;
  const known = await transaction
    .selectFrom('source_days')
    .select(['arrived_count', 'earlier_count'])
    .where('source', '=', source)
    .where('day', '=', day)
    .where('expected_count', '>', 0)
    .executeTakeFirst();
  if (!known || isRepeated(known.arrived_count, known.earlier_count)) return false;
  if (ids.length === 0) return true;
  return isRepeated(ids.length, (await findEarlier(transaction, list)).size);
}

/** What an earlier list left on this day when it was given in its place: it stands on its own day. */
async function forgetStrays(transaction: Database, { source, day, ids }: GivenList): Promise<void> {
  const rows = await transaction
    .selectFrom('listed_records')
    .select('source_id')
    .where('source', '=', source)
    .where('day', '=', day)
    .execute();
  const own = new Set(ids);
  const others = rows.map(({ source_id }) => source_id).filter((id) => !own.has(id));
  const strays = await findEarlier(transaction, { source, day, ids: others });
  for (const chunk of lookupChunksOf([...strays])) {
    await transaction
      .deleteFrom('listed_records')
      .where('source', '=', source)
      .where('day', '=', day)
      .where('source_id', 'in', chunk)
      .execute();
  }
}

/** Those whose papers stand on the list of an earlier day. */
async function findEarlier(transaction: Database, { source, day, ids }: GivenList): Promise<Set<string>> {
  const earlier = new Set<string>();
  for (const chunk of lookupChunksOf(ids)) {
    const rows = await transaction
      .selectFrom('records')
      .innerJoin('papers', 'papers.id', 'records.paper_id')
      .select('records.source_id')
      .where('records.source', '=', source)
      .where('records.source_id', 'in', chunk)
      .where('papers.listed_on', '<', day)
      .execute();
    for (const { source_id } of rows) earlier.add(source_id);
  }
  return earlier;
}

/** Lists this short may well be made of what stood on an earlier one. */
const MIN_REPEATED_COUNT = 20;

/** Whether a list of so many papers, so many of which stood on an earlier day's, is that earlier one. */
export function isRepeated(count: number, earlierCount: number): boolean {
  return count >= MIN_REPEATED_COUNT && earlierCount > 0.9 * count;
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
