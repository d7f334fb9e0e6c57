import type { Database } from '../storage/database.ts';
import type { AssignedPaper } from './assign-papers.ts';
import { chunksOf, lookupChunksOf } from './chunks.ts';
import type { PaperId } from './identifiers.ts';
import { toPaperRow, type NewPaperRow } from './paper-row.ts';

/**
 * Writes the papers that are new or not as stored, gives the new ones their ids, and removes the absorbed ones.
 * Answers the ids of those written.
 */
export async function writePapers(
  transaction: Database,
  papers: readonly AssignedPaper[],
  absorbed: readonly { id: PaperId }[],
  changedAt: string,
): Promise<PaperId[]> {
  for (const ids of lookupChunksOf(absorbed.map(({ id }) => id)))
    await transaction.deleteFrom('papers').where('id', 'in', ids).execute();
  const updated = await updatePapers(transaction, papers, changedAt);
  const inserted = await insertPapers(
    transaction,
    papers.filter((paper) => paper.id === undefined),
    changedAt,
  );
  return [...updated, ...inserted];
}

async function updatePapers(
  transaction: Database,
  papers: readonly AssignedPaper[],
  changedAt: string,
): Promise<PaperId[]> {
  const updates: { id: PaperId; row: NewPaperRow }[] = [];
  for (const { id, publicId, fields, row: stored } of papers) {
    if (id === undefined || stored === undefined) continue;
    const row = toPaperRow(publicId, fields, changedAt);
    if (!isSame(row, stored)) updates.push({ id, row });
    // Two papers may exchange public ids, which are unique at every moment: first all give them up.
    if (publicId !== stored.public_id) {
      await transaction
        .updateTable('papers')
        .set({ public_id: `changing:${id}` })
        .where('id', '=', id)
        .execute();
    }
  }
  for (const { id, row } of updates)
    await transaction.updateTable('papers').set(row).where('id', '=', id).execute();
  return updates.map(({ id }) => id);
}

async function insertPapers(
  transaction: Database,
  papers: readonly AssignedPaper[],
  changedAt: string,
): Promise<PaperId[]> {
  for (const chunk of chunksOf(papers)) {
    const inserted = await transaction
      .insertInto('papers')
      .values(chunk.map(({ publicId, fields }) => toPaperRow(publicId, fields, changedAt)))
      .returning(['id', 'public_id'])
      .execute();
    const ids = new Map(inserted.map((row) => [row.public_id, row.id as PaperId]));
    for (const paper of chunk) paper.id = ids.get(paper.publicId);
  }
  return papers.map(({ id }) => id).filter((id) => id !== undefined);
}

function isSame(row: NewPaperRow, stored: NewPaperRow): boolean {
  const columns = Object.keys(row) as (keyof NewPaperRow)[];
  return columns.every((column) => column === 'changed_at' || row[column] === stored[column]);
}
