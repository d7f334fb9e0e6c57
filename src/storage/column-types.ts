import { sql, type RawBuilder } from 'kysely';
import type { ColumnDefinitionBuilder } from 'kysely';

/** The column types that the two databases spell differently. Instants are ISO 8601 text in UTC, dates `YYYY-MM-DD`. */
export interface ColumnTypes {
  /** Text compared byte by byte, so that ranges, prefixes and ISO dates order alike everywhere. */
  text: RawBuilder<unknown>;
  integer: RawBuilder<unknown>;
  real: RawBuilder<unknown>;
  blob: RawBuilder<unknown>;
  /** An integer primary key that numbers itself; use with `.primaryKey()` through {@link autoId}. */
  id: RawBuilder<unknown>;
}

export const columnTypes: { [dialect in 'sqlite' | 'postgres']: ColumnTypes } = {
  sqlite: { text: sql`text`, integer: sql`integer`, real: sql`real`, blob: sql`blob`, id: sql`integer` },
  postgres: {
    text: sql`text collate "C"`,
    integer: sql`bigint`,
    real: sql`double precision`,
    blob: sql`bytea`,
    id: sql`bigserial`,
  },
};

/** `addColumn('id', types.id, autoId)` */
export const autoId = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.primaryKey();
