import type { CompiledQuery } from 'kysely';
import type { Database } from '../../storage/database.ts';
import type { Bitmap } from './bitmap.ts';
import { SEGMENT_FORMAT, type EncodedSegment } from './encoded-segment.ts';
import { decodeColumns, type SegmentColumns } from './segment-columns.ts';

/** A segment that readers see. */
export interface LiveSegment {
  id: number;
  paperCount: number;
  deletedCount: number;
}

/** A row of `search_postings` without its segment. */
export interface PostingRow {
  term: string;
  paperCount: number;
  lists: Uint8Array;
}

export async function listLiveSegments(database: Database): Promise<LiveSegment[]> {
  const rows = await database
    .selectFrom('search_segments')
    .select(['id', 'paper_count', 'deleted_count'])
    .where('is_live', '=', 1)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, paperCount: row.paper_count, deletedCount: row.deleted_count }));
}

/** Undefined where the segment was merged away meanwhile. */
export async function findSegmentColumns(
  database: Database,
  id: number,
): Promise<SegmentColumns | undefined> {
  const row = await database
    .selectFrom('search_segments')
    .select(['columns', 'format'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row && row.format !== SEGMENT_FORMAT) {
    throw new Error(
      `search: the index has format ${row.format}, this version reads ${SEGMENT_FORMAT}; rebuild the index`,
    );
  }
  return row && decodeColumns(row.columns);
}

/** Which ordinals are deleted; undefined: none. */
export async function findDeletions(database: Database, id: number): Promise<Bitmap | undefined> {
  const row = await database
    .selectFrom('search_segments')
    .select('deletions')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.deletions ? Uint8Array.from(row.deletions) : undefined;
}

export async function saveDeletions(
  transaction: Database,
  id: number,
  deletions: Bitmap,
  deletedCount: number,
): Promise<void> {
  await transaction
    .updateTable('search_segments')
    .set({ deletions, deleted_count: deletedCount })
    .where('id', '=', id)
    .execute();
}

/** Adds a segment's row, without postings, and answers its id. */
export async function addSegment(
  transaction: Database,
  segment: { paperCount: number; columns: Uint8Array },
  { isLive }: { isLive: boolean },
): Promise<number> {
  const { next_segment_id: next } = await transaction
    .updateTable('search_state')
    .set((state) => ({ next_segment_id: state('next_segment_id', '+', 1) }))
    .where('id', '=', 1)
    .returning('next_segment_id')
    .executeTakeFirstOrThrow();
  const id = next - 1;
  await transaction
    .insertInto('search_segments')
    .values({
      id,
      is_live: isLive ? 1 : 0,
      format: SEGMENT_FORMAT,
      paper_count: segment.paperCount,
      deleted_count: 0,
      columns: segment.columns,
    })
    .execute();
  return id;
}

export async function addEncodedSegment(transaction: Database, segment: EncodedSegment): Promise<number> {
  const id = await addSegment(transaction, segment, { isLive: true });
  await addPostings(transaction, id, rowsOf(segment));
  return id;
}

function* rowsOf({ terms, paperCounts, listStarts, lists }: EncodedSegment): Generator<PostingRow> {
  for (let i = 0; i < terms.length; i++) {
    yield {
      term: terms[i]!,
      paperCount: paperCounts[i]!,
      lists: lists.subarray(listStarts[i], listStarts[i + 1]),
    };
  }
}

const ROWS_PER_STATEMENT = 64;

export async function addPostings(
  transaction: Database,
  segmentId: number,
  rows: Iterable<PostingRow>,
): Promise<void> {
  const manyRows = compileInsert(transaction, ROWS_PER_STATEMENT);
  let parameters: unknown[] = [];
  for (const { term, paperCount, lists } of rows) {
    parameters.push(segmentId, term, paperCount, lists);
    if (parameters.length < manyRows.parameters.length) continue;
    await transaction.executeQuery({ ...manyRows, parameters });
    parameters = [];
  }
  if (parameters.length === 0) return;
  await transaction.executeQuery({ ...compileInsert(transaction, parameters.length / 4), parameters });
}

/** Compiled once for many executions: a segment has a hundred thousand rows. */
function compileInsert(database: Database, rowCount: number): CompiledQuery {
  const row = { segment_id: 0, term: '', paper_count: 0, lists: EMPTY };
  return database
    .insertInto('search_postings')
    .values(Array.from({ length: rowCount }, () => row))
    .compile();
}

const EMPTY = new Uint8Array(0);

/** The next rows of a segment after a term, in the order of terms. */
export async function listPostings(
  database: Database,
  segmentId: number,
  afterTerm: string,
  limit: number,
): Promise<PostingRow[]> {
  const rows = await database
    .selectFrom('search_postings')
    .select(['term', 'paper_count', 'lists'])
    .where('segment_id', '=', segmentId)
    .where('term', '>', afterTerm)
    .orderBy('term')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ term: row.term, paperCount: row.paper_count, lists: row.lists }));
}

/** Postings of some terms in some segments. */
export async function findPostings(
  database: Database,
  segmentIds: number[],
  terms: string[],
): Promise<(PostingRow & { segmentId: number })[]> {
  if (segmentIds.length === 0 || terms.length === 0) return [];
  const rows = await database
    .selectFrom('search_postings')
    .select(['segment_id', 'term', 'paper_count', 'lists'])
    .where('segment_id', 'in', segmentIds)
    .where('term', 'in', terms)
    .execute();
  return rows.map((row) => ({
    segmentId: row.segment_id,
    term: row.term,
    paperCount: row.paper_count,
    lists: row.lists,
  }));
}

/** Removes up to `limit` posting rows that belong to no segment any more, and answers whether any are left. */
export async function removeOrphanPostings(transaction: Database, limit: number): Promise<boolean> {
  const orphan = await findOrphanSegmentId(transaction);
  if (orphan === undefined) return false;
  const bound = await transaction
    .selectFrom('search_postings')
    .select('term')
    .where('segment_id', '=', orphan)
    .orderBy('term')
    .offset(limit)
    .limit(1)
    .executeTakeFirst();
  await transaction
    .deleteFrom('search_postings')
    .where('segment_id', '=', orphan)
    .$if(bound !== undefined, (query) => query.where('term', '<', bound?.term ?? ''))
    .execute();
  return true;
}

/** Leaps from one segment id to the next through the primary key: there are few, of very many rows each. */
async function findOrphanSegmentId(database: Database): Promise<number | undefined> {
  const known = await database.selectFrom('search_segments').select('id').execute();
  const ids = new Set(known.map(({ id }) => id));
  let after = -1;
  for (;;) {
    const next = await database
      .selectFrom('search_postings')
      .select('segment_id')
      .where('segment_id', '>', after)
      .orderBy('segment_id')
      .limit(1)
      .executeTakeFirst();
    if (!next) return undefined;
    if (!ids.has(next.segment_id)) return next.segment_id;
    after = next.segment_id;
  }
}

export async function removeSegments(transaction: Database, ids: number[]): Promise<void> {
  if (ids.length > 0) await transaction.deleteFrom('search_segments').where('id', 'in', ids).execute();
}
