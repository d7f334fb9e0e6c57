import type { Database } from '../../storage/database.ts';
import { CODE_BYTES } from './quantise-vector.ts';

/** Papers in one row of `search_vectors`, but for the last of a segment. */
export const PAPERS_PER_PART = 4_096;

export const partCount = (paperCount: number): number => Math.ceil(paperCount / PAPERS_PER_PART);

/** The vectors of up to PAPERS_PER_PART papers of a segment, ordinals from `part` x PAPERS_PER_PART on. */
export interface VectorPart {
  part: number;
  /** Papers x dims, 8-bit integers. */
  vectors: Uint8Array;
  /** Papers x CODE_BYTES. */
  codes: Uint8Array;
}

/** Cuts a segment's vectors into the rows that it is stored as. */
export function* partsOf(vectors: Int8Array, codes: Uint8Array): Generator<VectorPart> {
  const paperCount = codes.length / CODE_BYTES;
  const dims = paperCount === 0 ? 0 : vectors.length / paperCount;
  const bytes = new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.length);
  for (let part = 0; part < partCount(paperCount); part++) {
    const [start, end] = [part * PAPERS_PER_PART, (part + 1) * PAPERS_PER_PART];
    yield {
      part,
      vectors: bytes.subarray(start * dims, end * dims),
      codes: codes.subarray(start * CODE_BYTES, end * CODE_BYTES),
    };
  }
}

/** Writes a part, in the place of an older one: an interrupted encoding begins again. */
export async function saveVectorPart(
  transaction: Database,
  segmentId: number,
  model: string,
  { part, vectors, codes }: VectorPart,
): Promise<void> {
  await transaction
    .insertInto('search_vectors')
    .values({ segment_id: segmentId, model, part, vectors, codes })
    .onConflict((conflict) =>
      conflict.columns(['segment_id', 'model', 'part']).doUpdateSet({ vectors, codes }),
    )
    .execute();
}

export async function findVectorPart(
  database: Database,
  segmentId: number,
  model: string,
  part: number,
): Promise<VectorPart | undefined> {
  const row = await database
    .selectFrom('search_vectors')
    .select(['vectors', 'codes'])
    .where('segment_id', '=', segmentId)
    .where('model', '=', model)
    .where('part', '=', part)
    .executeTakeFirst();
  return row && { part, vectors: row.vectors, codes: row.codes };
}

/** How many parts there are, by segment, by model. */
export async function countVectorParts(database: Database): Promise<Map<number, Map<string, number>>> {
  const rows = await database
    .selectFrom('search_vectors')
    .select(({ fn }) => ['segment_id', 'model', fn.countAll<number | string>().as('parts')])
    .groupBy(['segment_id', 'model'])
    .execute();
  const counts = new Map<number, Map<string, number>>();
  for (const { segment_id: id, model, parts } of rows) {
    const ofSegment = counts.get(id) ?? new Map<string, number>();
    counts.set(id, ofSegment.set(model, Number(parts)));
  }
  return counts;
}

const PARTS_PER_STEP = 16;

/** Removes some of the rows of segments that are gone, and answers whether there were any. */
export async function removeOrphanVectors(transaction: Database): Promise<boolean> {
  const orphans = await transaction
    .selectFrom('search_vectors')
    .select(['segment_id', 'model', 'part'])
    .where('segment_id', 'not in', (segments) => segments.selectFrom('search_segments').select('id'))
    .limit(PARTS_PER_STEP)
    .execute();
  return removeParts(transaction, orphans);
}

/** Removes some of the rows of all other models, and answers whether there were any. */
export async function removeVectorsOfOthers(transaction: Database, models: string[]): Promise<boolean> {
  const others = await transaction
    .selectFrom('search_vectors')
    .select(['segment_id', 'model', 'part'])
    .where('model', 'not in', models)
    .limit(PARTS_PER_STEP)
    .execute();
  return removeParts(transaction, others);
}

async function removeParts(
  transaction: Database,
  rows: { segment_id: number; model: string; part: number }[],
): Promise<boolean> {
  for (const { segment_id: id, model, part } of rows) {
    await transaction
      .deleteFrom('search_vectors')
      .where('segment_id', '=', id)
      .where('model', '=', model)
      .where('part', '=', part)
      .execute();
  }
  return rows.length > 0;
}
