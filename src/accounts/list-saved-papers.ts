import type { PaperId } from '../papers/identifiers.ts';
import { listPapersByIds } from '../papers/paper-store.ts';
import type { Paper } from '../papers/paper.ts';
import type { Database } from '../storage/database.ts';
import { afterCursor, cursorOf } from './row-cursor.ts';
import type { Saving } from './saved-papers.ts';

export interface SavedPaper extends Saving {
  paper: Paper;
}

export interface SavedPapersQuery {
  /** Left out: all. */
  state?: 'to-read' | 'read';
  limit: number;
  /** An earlier page's `next`. */
  cursor?: string;
}

/** A page of a person's library, saved last first. */
export async function listSavedPapers(
  database: Database,
  personId: number,
  { state, limit, cursor }: SavedPapersQuery,
): Promise<{ papers: SavedPaper[]; next: string | null }> {
  const rows = await database
    .selectFrom('saved_papers')
    .innerJoin('records', 'records.id', 'saved_papers.record_id')
    .select(['record_id', 'paper_id', 'saved_papers.saved_at as at', 'read_at', 'note'])
    .where('person_id', '=', personId)
    .$if(state !== undefined, (select) => select.where('read_at', state === 'read' ? 'is not' : 'is', null))
    .$if(cursor !== undefined, (select) => select.where(afterCursor('saved_papers.saved_at', cursor ?? '')))
    .orderBy('saved_papers.saved_at', 'desc')
    .orderBy('record_id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const papers = await listPapersByIds(database, [
    ...new Set(page.map(({ paper_id }) => paper_id as PaperId)),
  ]);
  return {
    papers: papers.map((paper) => {
      const { at, read_at, note } = page.find((row) => row.paper_id === paper.id)!;
      return { paper, savedAt: at, readAt: read_at, note };
    }),
    next: rows.length > limit ? cursorOf(page.at(-1)!) : null,
  };
}
