import type { Database } from '../storage/database.ts';
import { lookupChunksOf } from './chunks.ts';
import type { PaperId } from './identifiers.ts';

/**
 * The papers that hold these identifiers, given in the form of `formatIdentifier`, all in a few queries. An
 * identifier that no paper ever had is left out.
 */
export async function findPaperIds(
  database: Database,
  identifiers: Iterable<string>,
): Promise<Map<string, PaperId>> {
  const found = new Map<string, PaperId>();
  for (const chunk of lookupChunksOf(identifiers)) {
    const held = await database
      .selectFrom('record_identifiers')
      .innerJoin('records', 'records.id', 'record_identifiers.record_id')
      .select(['record_identifiers.identifier', 'records.paper_id'])
      .where('record_identifiers.identifier', 'in', chunk)
      .execute();
    for (const row of held) found.set(row.identifier, row.paper_id as PaperId);
    const named = await database
      .selectFrom('papers')
      .select(['public_id', 'id'])
      .where('public_id', 'in', chunk)
      .execute();
    for (const row of named) found.set(row.public_id, row.id as PaperId);
  }
  return found;
}
