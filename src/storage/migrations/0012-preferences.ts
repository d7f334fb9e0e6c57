import type { Migration } from '../migrate.ts';

export const preferences: Migration = {
  name: '0012-preferences',
  async up(db, types) {
    const add = (name: string, preset?: string): Promise<void> =>
      db.schema
        .alterTable('subscriptions')
        .addColumn(name, types.text, (column) =>
          preset === undefined ? column : column.notNull().defaultTo(preset),
        )
        .execute();
    await add('preferences', '{}');
    await add('time_zone', 'UTC');
    await add('send_at', '07:00');
    await add('weekdays', '1234567');
    await add('paused_until');
    await add('next_due_at');
    await add('last_morning');
    await add('last_issue_on');
    await db.schema
      .alterTable('subscriptions')
      .addColumn('seen_paper_id', types.integer, (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createIndex('subscriptions_due')
      .on('subscriptions')
      .columns(['next_due_at', 'id'])
      .execute();

    await db.schema
      .createTable('interest_papers')
      .addColumn('subscription_id', types.integer, (column) => column.notNull())
      .addColumn('record_id', types.integer, (column) => column.notNull())
      .addColumn('liking', types.integer, (column) => column.notNull())
      .addColumn('noted_at', types.text, (column) => column.notNull())
      .addPrimaryKeyConstraint('interest_papers_key', ['subscription_id', 'record_id'])
      .execute();
  },
};
