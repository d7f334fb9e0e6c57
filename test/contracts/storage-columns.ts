import { sql } from 'kysely';
import { dialectOf, type Database } from '../../src/storage/database.ts';
import type { TableColumns } from './storage-schema-types.ts';

/** The columns that a database really has, in the words of {@link TableColumns}. */
export async function readColumns(database: Database): Promise<TableColumns> {
  const query = dialectOf(database) === 'sqlite' ? sqliteColumns : postgresColumns;
  const { rows } = await query.execute(database);
  const tables: TableColumns = {};
  for (const { table_name, column_name, type, nullable } of rows) {
    const columns = (tables[table_name] ??= {});
    columns[column_name] = `${kinds[type] ?? `unknown type ${type}`}${nullable ? ' or null' : ''}`;
  }
  return tables;
}

interface ColumnRow {
  table_name: string;
  column_name: string;
  type: string;
  nullable: number | boolean;
}

const kinds: { [type: string]: string } = {
  text: 'text',
  integer: 'number',
  bigint: 'number',
  real: 'number',
  'double precision': 'number',
  blob: 'bytes',
  bytea: 'bytes',
};

const sqliteColumns = sql<ColumnRow>`
  select t.name as table_name, c.name as column_name, lower(c.type) as type,
         c."notnull" = 0 and c.pk = 0 as nullable
  from sqlite_schema t join pragma_table_info(t.name) c
  where t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\'`;

const postgresColumns = sql<ColumnRow>`
  select table_name, column_name, data_type as type, is_nullable = 'YES' as nullable
  from information_schema.columns where table_schema = current_schema()`;
