import type { Database } from '../storage/database.ts';
import type { AssignedPaper } from './assign-papers.ts';
import { chunksOf } from './chunks.ts';
import type { Join } from './group-records.ts';
import type { PaperId } from './identifiers.ts';
import type { SavedRecord } from './saved-record.ts';

/** Names a record. */
export interface RecordReference {
  source: string;
  sourceId: string;
}

/** What a merge was: the records on either side (a hundred at most) and the key that they have in common. */
export interface MergeDetail {
  /** An identifier with scheme, or `title:` and a title key. */
  because: string;
  kept: RecordReference[];
  joined: RecordReference[];
}

export interface PaperMerge extends MergeDetail {
  id: number;
  /** The paper that went on. */
  paperId: PaperId;
  mergedAt: string;
  /** When a person separated the two again. */
  undoneAt: string | null;
}

export interface PaperMergeList {
  merges: PaperMerge[];
  /** Cursor of the next page, where there is one. */
  next: string | null;
}

/** The merges, newest first; `limit` 1 to 500. */
export async function listMerges(
  database: Database,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<PaperMergeList> {
  const size = Math.max(1, Math.min(limit, 500));
  const rows = await database
    .selectFrom('paper_merges')
    .selectAll()
    .$if(cursor !== undefined, (select) => select.where('id', '<', Number(cursor)))
    .orderBy('id', 'desc')
    .limit(size + 1)
    .execute();
  const merges = rows.slice(0, size).map((row) => ({
    id: row.id,
    paperId: row.paper_id as PaperId,
    ...(JSON.parse(row.detail) as MergeDetail),
    mergedAt: row.merged_at,
    undoneAt: row.undone_at,
  }));
  return { merges, next: rows.length > size ? String(merges.at(-1)?.id) : null };
}

/** A merge that has just happened. */
export interface NewMerge {
  paper: AssignedPaper;
  detail: MergeDetail;
}

/** Those joins that brought together what was apart before: records of two papers, or a new record and another. */
export function describeMerges(
  papers: readonly AssignedPaper[],
  joins: readonly Join<SavedRecord>[],
): NewMerge[] {
  if (joins.length === 0) return [];
  const before = new Map<SavedRecord, { paper: AssignedPaper; records: SavedRecord[] }>();
  for (const paper of papers) {
    const parts = new Map<PaperId, SavedRecord[]>();
    for (const record of paper.records) {
      const part = (record.paperId !== undefined && parts.get(record.paperId)) || [];
      part.push(record);
      if (record.paperId !== undefined) parts.set(record.paperId, part);
      before.set(record, { paper, records: part });
    }
  }
  const merges: NewMerge[] = [];
  for (const join of joins) {
    const [a, b] = [before.get(join.a), before.get(join.b)];
    if (!a || !b || a.records === b.records) continue;
    const [kept, joined] = age(a.records) <= age(b.records) ? [a, b] : [b, a];
    merges.push({
      paper: kept.paper,
      detail: { because: join.because, kept: references(kept.records), joined: references(joined.records) },
    });
    kept.records.push(...joined.records);
    for (const record of joined.records) before.set(record, kept);
  }
  return merges;
}

export async function saveMerges(
  transaction: Database,
  merges: readonly NewMerge[],
  mergedAt: string,
): Promise<void> {
  const rows = merges.map(({ paper, detail }) => ({
    paper_id: paper.id ?? 0,
    detail: JSON.stringify(detail),
    merged_at: mergedAt,
    undone_at: null,
  }));
  for (const chunk of chunksOf(rows)) await transaction.insertInto('paper_merges').values(chunk).execute();
}

/** By the oldest paper, so that the smaller id goes on; new records are the youngest. */
function age(records: readonly SavedRecord[]): number {
  return records.reduce((oldest, { paperId = Infinity }) => Math.min(oldest, paperId), Infinity);
}

const MAX_REFERENCES = 100;

function references(records: readonly SavedRecord[]): RecordReference[] {
  return records.slice(0, MAX_REFERENCES).map(({ content: { source, sourceId } }) => ({ source, sourceId }));
}
