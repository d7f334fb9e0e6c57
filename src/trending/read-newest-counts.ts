import { lookupChunksOf } from '../papers/chunks.ts';
import type { PaperId } from '../papers/identifiers.ts';
import type { Database } from '../storage/database.ts';
import { signalKind } from './measure-paper.ts';

/** What was counted last of some papers: by paper, then by kind of signal; of several counters the greatest. */
export async function readNewestCounts(
  database: Database,
  paperIds: readonly PaperId[],
): Promise<Map<PaperId, Map<string, number>>> {
  const counts = new Map<PaperId, Map<string, number>>();
  for (const chunk of lookupChunksOf(paperIds)) {
    const rows = await database
      .selectFrom('signal_series')
      .select(['paper_id', 'signal', 'newest_count'])
      .where('paper_id', 'in', chunk)
      .execute();
    for (const { paper_id, signal, newest_count } of rows) {
      const id = paper_id as PaperId;
      const ofPaper = counts.get(id) ?? new Map<string, number>();
      const kind = signalKind(signal);
      ofPaper.set(kind, Math.max(ofPaper.get(kind) ?? 0, newest_count));
      counts.set(id, ofPaper);
    }
  }
  return counts;
}
