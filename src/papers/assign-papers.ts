import type { Selectable } from 'kysely';
import type { PaperRow } from '../storage/tables/paper-tables.ts';
import { listIdentifiers, type PaperId, type PublicId } from './identifiers.ts';
import { mergeRecords, type PaperFields } from './merge-records.ts';
import { ownIdentifier, type SavedRecord } from './saved-record.ts';

/** A paper as its records determine it, and the row that it is to stand in. */
export interface AssignedPaper {
  /** Undefined until a new paper has its row. */
  id: PaperId | undefined;
  publicId: PublicId;
  fields: PaperFields;
  records: SavedRecord[];
  /** The row as stored. */
  row: Selectable<PaperRow> | undefined;
}

export interface AssignedPapers {
  papers: AssignedPaper[];
  /** Papers whose records have all gone over to others. */
  absorbed: { id: PaperId; into: AssignedPaper }[];
}

/**
 * Gives each group of records its public id and its row. Of several rows a group keeps the smallest; of several groups
 * that come out of one row, that one keeps it which people know by its public id, else the one with the oldest record.
 * `stored` is sorted by id.
 */
export function assignPapers(
  groups: readonly SavedRecord[][],
  stored: readonly Selectable<PaperRow>[],
): AssignedPapers {
  const papers = nameGroups(groups);
  const absorbed: AssignedPapers['absorbed'] = [];
  const byPaperId = new Map<PaperId, Set<AssignedPaper>>();
  for (const paper of papers) {
    for (const { paperId } of paper.records) {
      if (paperId === undefined) continue;
      const heirs = byPaperId.get(paperId);
      if (heirs) heirs.add(paper);
      else byPaperId.set(paperId, new Set([paper]));
    }
  }
  for (const row of stored) {
    const id = row.id as PaperId;
    const heirs = [...(byPaperId.get(id) ?? [])].sort((a, b) => oldestRecord(a, id) - oldestRecord(b, id));
    const free = heirs.filter((paper) => paper.row === undefined);
    const heir = free.find((paper) => paper.publicId === row.public_id) ?? free[0];
    if (heir) Object.assign(heir, { id, row });
    else if (heirs[0]) absorbed.push({ id, into: heirs[0] });
  }
  return { papers, absorbed };
}

/**
 * A paper is known by its arXiv id, else by its ACL id, OpenReview id, DOI. Only where a person separated papers, or
 * one DOI stands with two arXiv ids, can two groups want the same name: the first in the order of the records has it.
 */
function nameGroups(groups: readonly SavedRecord[][]): AssignedPaper[] {
  const taken = new Set<PublicId>();
  return groups
    .map((records) => ({ records, first: records.reduce((a, b) => (a.key < b.key ? a : b)) }))
    .sort((a, b) => (a.first.key < b.first.key ? -1 : 1))
    .map(({ records, first }) => {
      const fields = mergeRecords(records.map((record) => record.content));
      const publicId = listIdentifiers(fields.identifiers).find((name) => !taken.has(name));
      const name = publicId ?? claimOwnIdentifier(first);
      taken.add(name);
      return { id: undefined, publicId: name, fields, records, row: undefined };
    });
}

function claimOwnIdentifier(record: SavedRecord): PublicId {
  const identifier = ownIdentifier(record);
  if (!record.identifiers.has(identifier)) {
    record.identifiers.add(identifier);
    record.newIdentifiers.push(identifier);
  }
  return identifier;
}

function oldestRecord(paper: AssignedPaper, paperId: PaperId): number {
  const ids = paper.records
    .filter((record) => record.paperId === paperId)
    .map((record) => record.recordId ?? Infinity);
  return Math.min(...ids);
}
