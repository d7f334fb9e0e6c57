import type { Database } from '../storage/database.ts';
import { cleanText } from '../lib/clean-text.ts';
import { MAX_NAME_LENGTH } from './account.ts';

/** The name that stands beside a person's comments. */
export async function renamePerson(database: Database, personId: number, name: string): Promise<void> {
  await database
    .updateTable('people')
    .set({ name: cleanText(name.slice(0, 4 * MAX_NAME_LENGTH)).slice(0, MAX_NAME_LENGTH) })
    .where('id', '=', personId)
    .execute();
}
