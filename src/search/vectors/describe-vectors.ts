import type { Database } from '../../storage/database.ts';
import { listLiveSegments } from '../segments/segment-store.ts';
import { countVectorParts, partCount } from './vector-store.ts';

/** How far the papers are encoded. */
export interface VectorCoverage {
  /** In the index. */
  paperCount: number;
  /** Of those, by name of the model, how many have vectors by it. */
  encoded: Map<string, number>;
}

export async function describeVectors(database: Database): Promise<VectorCoverage> {
  const counts = await countVectorParts(database);
  const coverage: VectorCoverage = { paperCount: 0, encoded: new Map() };
  for (const { id, paperCount } of await listLiveSegments(database)) {
    coverage.paperCount += paperCount;
    for (const [model, parts] of counts.get(id) ?? []) {
      const share = Math.min(1, parts / Math.max(1, partCount(paperCount)));
      coverage.encoded.set(model, (coverage.encoded.get(model) ?? 0) + Math.round(paperCount * share));
    }
  }
  return coverage;
}
