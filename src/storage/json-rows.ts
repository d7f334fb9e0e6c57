import { sql, type Expression, type RawBuilder } from 'kysely';
import { dialectOf, type Database } from './database.ts';

/**
 * Rows by the hundred thousand go through the driver as JSON: making and reading an object for each row takes several
 * times as long as the database's own work.
 */

/** The values of a row as one JSON array. */
export function jsonArray(database: Database, values: readonly Expression<unknown>[]): RawBuilder<string> {
  return dialectOf(database) === 'sqlite'
    ? sql<string>`json_array(${sql.join(values)})`
    : sql<string>`json_build_array(${sql.join(values)})::text`;
}

/** Many texts as one with commas between, in the order in which they come. */
export function joinTexts(text: Expression<string>): RawBuilder<string | null> {
  return sql<string | null>`string_agg(${text}, ',')`;
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
