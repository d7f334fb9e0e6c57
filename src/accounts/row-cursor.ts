import { sql, type RawBuilder, type SqlBool } from 'kysely';

/** Names the last row of a page that is ordered by an instant and the number of a record, both falling. */
export function cursorOf({ at, record_id }: { at: string; record_id: number }): string {
  return `${at}~${record_id}`;
}

/** Whether a text can be a cursor; a reader may have cut or typed the address. */
export function isRowCursor(text: string): boolean {
  return /^\d{4}-[\dT:.-]{4,20}Z~\d{1,15}$/.test(text);
}

/** What comes after the cursor's row. */
export function afterCursor(column: string, cursor: string): RawBuilder<SqlBool> {
  const [at = '', recordId = ''] = cursor.split('~');
  const order = sql.ref(column);
  return sql<SqlBool>`(${order} < ${at} or (${order} = ${at} and record_id < ${Number(recordId)}))`;
}
