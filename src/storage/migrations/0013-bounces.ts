import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What came back, and who must not be written to. Confirmations become rows of the ledger, too: kind tells. */
export const bounces: Migration = {
  name: '0013-bounces',
  async up(db, types) {
    for (const name of ['returned_at', 'return_kind', 'return_status']) {
      await db.schema.alterTable('issues').addColumn(name, types.text).execute();
    }
    // Senders ask every minute for the few mails that are no digest; a digest's million rows must not be in the way.
    await db.schema
      .createIndex('issues_notices')
      .on('issues')
      .columns(['state', 'next_attempt_at'])
      .where(sql.ref('kind'), '<>', 'digest')
      .execute();
    await db.schema
      .createTable('suppressions')
      .addColumn('address_hash', types.text, (column) => column.primaryKey())
      .addColumn('reason', types.text, (column) => column.notNull())
      .addColumn('detail', types.text, (column) => column.notNull())
      .addColumn('suppressed_at', types.text, (column) => column.notNull())
      .execute();
  },
};
