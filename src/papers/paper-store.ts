import type { Database } from '../storage/database.ts';
import { lookupChunksOf } from './chunks.ts';
import { formatIdentifier, parseIdentifier, type PaperId } from './identifiers.ts';
import { fromPaperRow } from './paper-row.ts';
import type { Paper } from './paper.ts';

/** The paper with this row number. */
export async function findPaper(database: Database, id: PaperId): Promise<Paper | undefined> {
  const row = await database.selectFrom('papers').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromPaperRow(row);
}

/**
 * The paper that any identifier means, in any form that {@link parseIdentifier} reads: today's public id, one that it
 * had before a merge, with or without scheme and version, or an address. Compare `publicId` to see whether a reader
 * should be sent on to another address.
 */
export async function findPaperByPublicId(database: Database, text: string): Promise<Paper | undefined> {
  const identifier = parseIdentifier(text);
  if (!identifier) return undefined;
  const publicId = formatIdentifier(identifier);
  const current = await database
    .selectFrom('papers')
    .selectAll()
    .where('public_id', '=', publicId)
    .executeTakeFirst();
  if (current) return fromPaperRow(current);
  // Several only where a person separated papers that share an identifier.
  const row = await database
    .selectFrom('papers')
    .selectAll()
    .where('id', 'in', (select) =>
      select
        .selectFrom('record_identifiers')
        .innerJoin('records', 'records.id', 'record_identifiers.record_id')
        .select('records.paper_id')
        .where('record_identifiers.identifier', '=', publicId),
    )
    .orderBy('public_id')
    .executeTakeFirst();
  return row && fromPaperRow(row);
}

/** The papers with these row numbers, in the order asked; one that is gone is left out. */
export async function listPapersByIds(database: Database, ids: readonly PaperId[]): Promise<Paper[]> {
  const papers = new Map<number, Paper>();
  for (const chunk of lookupChunksOf(ids)) {
    const rows = await database.selectFrom('papers').selectAll().where('id', 'in', chunk).execute();
    for (const row of rows) papers.set(row.id, fromPaperRow(row));
  }
  return ids.map((id) => papers.get(id)).filter((paper) => paper !== undefined);
}

export async function hasPapers(database: Database): Promise<boolean> {
  return (await database.selectFrom('papers').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** How many papers there are. */
export async function countPapers(database: Database): Promise<number> {
  const { count } = await database
    .selectFrom('papers')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
