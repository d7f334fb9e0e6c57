import { sql, type Expression, type RawBuilder } from 'kysely';
import { dialectOf, type Database } from './database.ts';

/**
 * Rows by the hundred thousand go through the driver as JSON: making and reading an object for each row takes several
 * times as long as the database's own work.
 */

/** Values as one JSON array, which may be a value of another. */
export function jsonArray(database: Database, values: readonly Expression<unknown>[]): RawBuilder<unknown> {
  return dialectOf(database) === 'sqlite'
    ? sql`json_array(${sql.join(values)})`
    : sql`json_build_array(${sql.join(values)})`;
}

/** Many arrays as one text with commas between, in the order in which they come. */
export function joinArrays(array: Expression<unknown>): RawBuilder<string | null> {
  return sql<string | null>`string_agg(cast(${array} as text), ',')`;
}

const postgresTypes = { text: 'text', integer: 'bigint', real: 'double precision' };

/**
 * A select of rows given as arrays of values, in the order of `columns`; for `insertInto(...).expression(...)`.
 */
export function rowsFromJson(
  database: Database,
  columns: { readonly [name: string]: keyof typeof postgresTypes },
  rows: readonly (readonly (string | number)[])[],
): RawBuilder<never> {
  const json = JSON.stringify(rows);
  const types = Object.values(columns);
  // Of "from ... on conflict" SQLite would take "on" for the condition of a join, hence "where true".
  return dialectOf(database) === 'sqlite'
    ? sql<never>`select ${sql.join(types.map((_, place) => sql`value ->> ${sql.lit(place)}`))} from json_each(${json}) where true`
    : sql<never>`select ${sql.join(
        types.map((type, place) => sql`(value ->> ${sql.lit(place)})::${sql.raw(postgresTypes[type])}`),
      )} from jsonb_array_elements(${json}::jsonb) as value`;
}
