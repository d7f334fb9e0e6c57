import type { Database } from '../storage/database.ts';
import { emptyBitmap, hasBit, setBit } from './segments/bitmap.ts';
import { findOrdinal } from './segments/find-ordinal.ts';
import {
  findDeletions,
  findSegmentColumns,
  listLiveSegments,
  saveDeletions,
} from './segments/segment-store.ts';

/** The paper ids of segments that were looked at before; they never change. Four bytes a paper. */
export type PaperIdsCache = Map<number, Int32Array>;

/** Takes papers out of all segments: they are gone, or follow in a new one in the same transaction. */
export async function markDeleted(
  transaction: Database,
  paperIds: number[],
  cache: PaperIdsCache,
): Promise<void> {
  const sorted = Int32Array.from(paperIds).sort();
  const segments = await listLiveSegments(transaction);
  forgetOthers(cache, segments);
  for (const segment of segments) {
    const indexed = cache.get(segment.id) ?? (await readPaperIds(transaction, segment.id));
    cache.set(segment.id, indexed);
    const ordinals = ordinalsOf(sorted, indexed);
    if (ordinals.length === 0) continue;
    const deletions = (await findDeletions(transaction, segment.id)) ?? emptyBitmap(segment.paperCount);
    const added = ordinals.filter((ordinal) => !hasBit(deletions, ordinal));
    for (const ordinal of added) setBit(deletions, ordinal);
    if (added.length > 0)
      await saveDeletions(transaction, segment.id, deletions, segment.deletedCount + added.length);
  }
}

function forgetOthers(cache: PaperIdsCache, segments: { id: number }[]): void {
  const live = new Set(segments.map(({ id }) => id));
  for (const id of cache.keys()) if (!live.has(id)) cache.delete(id);
}

async function readPaperIds(transaction: Database, segmentId: number): Promise<Int32Array> {
  const columns = await findSegmentColumns(transaction, segmentId);
  if (!columns) throw new Error(`search: segment ${segmentId} vanished inside a transaction`);
  return columns.paperIds.slice();
}

function ordinalsOf(paperIds: Int32Array, indexed: Int32Array): number[] {
  const first = indexed[0] ?? 0;
  const last = indexed.at(-1) ?? -1;
  if (paperIds.length === 0 || paperIds[0]! > last || paperIds.at(-1)! < first) return [];
  const ordinals: number[] = [];
  for (const id of paperIds) {
    const ordinal = findOrdinal(indexed, id);
    if (ordinal >= 0) ordinals.push(ordinal);
  }
  return ordinals;
}
