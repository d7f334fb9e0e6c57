import { autoId } from '../column-types.ts';
import type { Migration } from '../migrate.ts';

export const subscriptions: Migration = {
  name: '0003-subscriptions',
  async up(db, types) {
    await db.schema
      .createTable('subscriptions')
      .addColumn('id', types.id, autoId)
      .addColumn('address', types.text, (column) => column.notNull())
      .addColumn('address_key', types.text, (column) => column.notNull().unique())
      .addColumn('requested_at', types.text, (column) => column.notNull())
      .addColumn('confirmed_at', types.text)
      .addColumn('ended_at', types.text)
      .addColumn('confirmation_hash', types.text)
      .addColumn('confirmation_expires_at', types.text)
      .addColumn('unsubscribe_nonce', types.text, (column) => column.notNull())
      .addColumn('planned_at', types.text)
      .execute();

    await db.schema
      .createTable('issues')
      .addColumn('id', types.id, autoId)
      .addColumn('subscription_id', types.integer, (column) => column.notNull())
      .addColumn('issue_on', types.text, (column) => column.notNull())
      .addColumn('kind', types.text, (column) => column.notNull())
      .addColumn('state', types.text, (column) => column.notNull())
      .addColumn('papers', types.text, (column) => column.notNull())
      .addColumn('planned_at', types.text, (column) => column.notNull())
      .addColumn('attempt_count', types.integer, (column) => column.notNull())
      .addColumn('next_attempt_at', types.text, (column) => column.notNull())
      .addColumn('attempt_id', types.text)
      .addColumn('lease_until', types.text)
      .addColumn('ended_at', types.text)
      .addColumn('detail', types.text)
      .addUniqueConstraint('issues_key', ['subscription_id', 'issue_on', 'kind'])
      .execute();
    await db.schema
      .createIndex('issues_due')
      .on('issues')
      .columns(['state', 'issue_on', 'next_attempt_at', 'id'])
      .execute();

    await db.schema
      .createTable('sent_papers')
      .addColumn('subscription_id', types.integer, (column) => column.notNull())
      .addColumn('record_id', types.integer, (column) => column.notNull())
      .addColumn('issue_id', types.integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('sent_papers_key', ['subscription_id', 'record_id'])
      .execute();

    await db.schema
      .createTable('request_limits')
      .addColumn('key', types.text, (column) => column.primaryKey())
      .addColumn('window_started_at', types.text, (column) => column.notNull())
      .addColumn('count', types.integer, (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('job_occurrences')
      .addColumn('job', types.text, (column) => column.notNull())
      .addColumn('due_on', types.text, (column) => column.notNull())
      .addColumn('claimed_at', types.text, (column) => column.notNull())
      .addColumn('detail', types.text, (column) => column.notNull())
      .addPrimaryKeyConstraint('job_occurrences_key', ['job', 'due_on'])
      .execute();
  },
};
