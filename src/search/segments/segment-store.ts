import type { Database } from '../../storage/database.ts';
import { partsOf, saveVectorPart } from '../vectors/vector-store.ts';
import type { Bitmap } from './bitmap.ts';
import { SEGMENT_FORMAT, type EncodedSegment } from './encoded-segment.ts';
import { addPostings, type PostingRow } from './posting-store.ts';
import { decodeColumns, type SegmentColumns } from './segment-columns.ts';

/** A segment that readers see. */
export interface LiveSegment {
  id: number;
  paperCount: number;
  deletedCount: number;
}

/** Those of another format are left out: to this version they say nothing. */
export async function listLiveSegments(database: Database): Promise<LiveSegment[]> {
  const rows = await database
    .selectFrom('search_segments')
    .select(['id', 'paper_count', 'deleted_count'])
    .where('is_live', '=', 1)
    .where('format', '=', SEGMENT_FORMAT)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, paperCount: row.paper_count, deletedCount: row.deleted_count }));
}

/** Whether another version of the program wrote the index: it must be built anew. */
export async function hasOtherFormat(database: Database): Promise<boolean> {
  const other = await database
    .selectFrom('search_segments')
    .select('id')
    .where('format', '!=', SEGMENT_FORMAT)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
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

/** Which terms a segment may have, see term-filter.ts; undefined: any, for an earlier version wrote it. */
export async function findTermFilter(database: Database, id: number): Promise<Uint8Array | undefined> {
  return findBytes(database, id, 'term_filter');
}

export async function saveTermFilter(transaction: Database, id: number, filter: Uint8Array): Promise<void> {
  await transaction
    .updateTable('search_segments')
    .set({ term_filter: filter })
    .where('id', '=', id)
    .execute();
}

/** Which ordinals are deleted; undefined: none. */
export async function findDeletions(database: Database, id: number): Promise<Bitmap | undefined> {
  return findBytes(database, id, 'deletions');
}

async function findBytes(
  database: Database,
  id: number,
  column: 'term_filter' | 'deletions',
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const row = await database
    .selectFrom('search_segments')
    .select(`${column} as bytes`)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.bytes ? Uint8Array.from(row.bytes) : undefined;
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
  segment: { paperCount: number; columns: Uint8Array; termFilter?: Uint8Array },
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
      ...(segment.termFilter && { term_filter: segment.termFilter }),
    })
    .execute();
  return id;
}

export async function addEncodedSegment(transaction: Database, segment: EncodedSegment): Promise<number> {
  const id = await addSegment(transaction, segment, { isLive: true });
  await addPostings(transaction, id, rowsOf(segment));
  if (segment.vectors) {
    const { model, vectors, codes } = segment.vectors;
    for (const part of partsOf(vectors, codes)) await saveVectorPart(transaction, id, model, part);
  }
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

export async function removeSegments(transaction: Database, ids: number[]): Promise<void> {
  if (ids.length > 0) await transaction.deleteFrom('search_segments').where('id', 'in', ids).execute();
}
