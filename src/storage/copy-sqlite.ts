import { open, rename } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * Writes the SQLite database as of one moment into a new file, while others go on reading and writing: VACUUM INTO
 * (https://sqlite.org/lang_vacuum.html) reads in one transaction. The file appears under its name when it is whole and
 * on the disk.
 * @throws Error where the path can't be written, or `PATH.part` is there already.
 */
export async function copySqlite(database: Database, path: string): Promise<void> {
  const part = `${path}.part`;
  await sql`vacuum into ${part}`.execute(database);
  const file = await open(part, 'r+');
  await file.sync().finally(() => file.close());
  await rename(part, path);
}
