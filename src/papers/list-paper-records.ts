import type { Database } from '../storage/database.ts';
import type { PaperId } from './identifiers.ts';
import type { PaperRecord } from './paper.ts';

/** What one source says of a paper, as far as it is shown. */
export interface PaperSourceRecord {
  source: string;
  sourceId: string;
  announcedOn: string | undefined;
  /** When its newest word was stored here. */
  savedAt: string;
}

/** A paper that more sources have is no paper. */
const MAX_RECORDS = 50;

/** The records that a paper is made of, the one that came first on top. */
export async function listPaperRecords(database: Database, paperId: PaperId): Promise<PaperSourceRecord[]> {
  const rows = await database
    .selectFrom('records')
    .select(['source', 'source_id', 'content', 'saved_at'])
    .where('paper_id', '=', paperId)
    .orderBy('id')
    .limit(MAX_RECORDS)
    .execute();
  return rows.map(({ source, source_id, content, saved_at }) => ({
    source,
    sourceId: source_id,
    announcedOn: (JSON.parse(content) as PaperRecord).announcedOn,
    savedAt: saved_at,
  }));
}
