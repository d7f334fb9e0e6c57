import type { Generated, Kysely } from 'kysely';
import { autoId, columnTypes } from '../../src/storage/column-types.ts';
import { dialectOf } from '../../src/storage/database.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import type { Schema } from '../../src/storage/schema.ts';

/** A table of the contract's own, with one column of each type. */
export type SamplesTable = {
  samples: {
    id: Generated<number>;
    name: string;
    count: number | null;
    ratio: number | null;
    bytes: Uint8Array | null;
  };
};

/** Rows that the task `write` puts in one transaction: all there or none. */
export const BATCH_ROWS = 3;

export type SamplesDatabase = Kysely<Schema & SamplesTable>;

export function openSamples(address: string): SamplesDatabase {
  return openDatabase({ address }).withTables<SamplesTable>();
}

export async function createSamples(database: SamplesDatabase): Promise<void> {
  const types = columnTypes[dialectOf(database)];
  await database.schema
    .createTable('samples')
    .addColumn('id', types.id, autoId)
    .addColumn('name', types.text, (column) => column.notNull().unique())
    .addColumn('count', types.integer)
    .addColumn('ratio', types.real)
    .addColumn('bytes', types.blob)
    .execute();
}
