import type { Migration } from '../migrate.ts';

export const dueIssues: Migration = {
  name: '0021-due-issues',
  async up(db) {
    // Senders read the planned issues of a day by number, some hundred at a time: sorting them all each time grew with
    // the square of the readers.
    await db.schema.dropIndex('issues_due').execute();
    await db.schema.createIndex('issues_due').on('issues').columns(['state', 'issue_on', 'id']).execute();
  },
};
