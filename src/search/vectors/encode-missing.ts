import type { Database } from '../../storage/database.ts';
import { readIndexablePapers } from '../read-indexable-papers.ts';
import type { SegmentBuilder } from '../segments/segment-builder.ts';
import type { WriteStep } from '../segments/segment-merge.ts';
import { findSegmentColumns, listLiveSegments, type LiveSegment } from '../segments/segment-store.ts';
import { growRevision } from '../writer-lease.ts';
import {
  countVectorParts,
  PAPERS_PER_PART,
  partCount,
  partsOf,
  removeVectorsOfOthers,
  saveVectorPart,
} from './vector-store.ts';

/** Whether a segment has no vectors of this model yet, or an older model's are still there. */
export async function needsEncoding(database: Database, model: string): Promise<boolean> {
  return (await findUnencoded(database, model)) !== undefined || (await hasOthers(database, model));
}

/**
 * Encodes the next few thousand papers that have no vectors of the builder's model: it is another one than before, or
 * there was none. Until all are done, the older model's vectors stay; then they are removed.
 */
export async function encodeNextPart(
  database: Database,
  write: WriteStep,
  { model, encode }: NonNullable<SegmentBuilder['vectors']>,
): Promise<void> {
  const segment = await findUnencoded(database, model);
  if (!segment) {
    if (!(await hasOthers(database, model))) return;
    while (await write((transaction) => removeVectorsOfOthers(transaction, model)));
    await write(growRevision);
    return;
  }
  const columns = await findSegmentColumns(database, segment.id);
  const part = await firstMissingPart(database, segment, model);
  if (!columns || part === undefined) return;
  const ids = [...columns.paperIds.subarray(part * PAPERS_PER_PART, (part + 1) * PAPERS_PER_PART)];
  const papers = new Map((await readIndexablePapers(database, ids)).map((paper) => [paper.id, paper]));
  const encoded = await encode(ids.map((id) => papers.get(id)));
  await write(async (transaction) => {
    for (const { vectors, codes } of partsOf(encoded.vectors, encoded.codes))
      await saveVectorPart(transaction, segment.id, model, { part, vectors, codes });
    await growRevision(transaction);
  });
}

async function findUnencoded(database: Database, model: string): Promise<LiveSegment | undefined> {
  const counts = await countVectorParts(database);
  const segments = await listLiveSegments(database);
  return segments.find(({ id, paperCount }) => counts.get(id)?.get(model) !== partCount(paperCount));
}

async function hasOthers(database: Database, model: string): Promise<boolean> {
  const other = await database
    .selectFrom('search_vectors')
    .select('segment_id')
    .where('model', '!=', model)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

async function firstMissingPart(
  database: Database,
  { id, paperCount }: LiveSegment,
  model: string,
): Promise<number | undefined> {
  const rows = await database
    .selectFrom('search_vectors')
    .select('part')
    .where('segment_id', '=', id)
    .where('model', '=', model)
    .execute();
  const present = new Set(rows.map(({ part }) => part));
  for (let part = 0; part < partCount(paperCount); part++) if (!present.has(part)) return part;
  return undefined;
}
