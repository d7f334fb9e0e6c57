import { lookupChunksOf } from '../papers/chunks.ts';
import type { PaperId } from '../papers/identifiers.ts';
import type { Database } from '../storage/database.ts';
import { signalKind } from './measure-paper.ts';

const dayMs = 86_400_000;

/**
 * What each signal of some papers gained in the seven days up to `nowMs`, for showing: by paper, then by kind of
 * signal, of several counters the one that gained most. A counter without an observation from before that week is
 * left out: what it gained is not known.
 */
export async function readWeeklyGains(
  database: Database,
  paperIds: readonly PaperId[],
  nowMs: number,
): Promise<Map<number, Map<string, number>>> {
  const weekAgo = new Date(nowMs - 7 * dayMs).toISOString();
  const now = new Date(nowMs).toISOString();
  const gains = new Map<number, Map<string, number>>();
  for (const chunk of lookupChunksOf(paperIds)) {
    const rows = await database
      .selectFrom('signal_series')
      .select(['paper_id', 'signal'])
      .select(({ selectFrom }) => [
        selectFrom('signal_observations')
          .select('count')
          .whereRef('series_id', '=', 'signal_series.id')
          .where('observed_at', '<=', weekAgo)
          .orderBy('observed_at', 'desc')
          .limit(1)
          .as('before'),
        selectFrom('signal_observations')
          .select('count')
          .whereRef('series_id', '=', 'signal_series.id')
          .where('observed_at', '<=', now)
          .orderBy('observed_at', 'desc')
          .limit(1)
          .as('after'),
      ])
      .where('paper_id', 'in', chunk)
      .execute();
    for (const { paper_id, signal, before, after } of rows) {
      if (before === null || after === null) continue;
      const ofPaper = gains.get(paper_id) ?? new Map<string, number>();
      const kind = signalKind(signal);
      ofPaper.set(kind, Math.max(ofPaper.get(kind) ?? 0, after - before));
      gains.set(paper_id, ofPaper);
    }
  }
  return gains;
}
