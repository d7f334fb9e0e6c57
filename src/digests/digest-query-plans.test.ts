import { sql, type CompiledQuery } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { fixedClock } from '../lib/clock.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import type { Database } from '../storage/database.ts';
import { saveRecords } from '../papers/save-records.ts';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { listSentPaperIds } from './issue-paper.ts';
import { listDueIssues } from './issue-ledger.ts';
import { loadOtherIssues } from './load-other-issues.ts';
import { loadUnsentIssues } from './load-unsent-issues.ts';

const plain = openDatabase({ address: ':memory:' });
afterEach(() => plain.destroy());

const NOW = new Date('2026-08-20T10:00:00Z');
const day = '2026-08-20';
/** As many as are planned together. */
const ids = Array.from({ length: 200 }, (_, index) => index + 1);

/** How SQLite goes about each query that is asked. */
async function plansOf(ask: (database: Database) => Promise<unknown>): Promise<string[]> {
  const asked: CompiledQuery[] = [];
  const database = plain.withPlugin({
    transformQuery: ({ node }) => {
      asked.push(plain.getExecutor().compileQuery(node, { queryId: 'plan' }));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await ask(database);
  const plans: string[] = [];
  for (const { sql: text, parameters } of asked) {
    const explained = { ...sql.raw(`explain query plan ${text}`).compile(plain), parameters };
    const { rows } = await plain.executeQuery<{ detail: string }>(explained);
    plans.push(rows.map(({ detail }) => detail).join('; '));
  }
  return plans;
}

test("no step of one mail looks through everybody's issues, or all that a reader was sent", async () => {
  await migrate(plain, fixedClock(NOW.toISOString()));
  const [due] = await plansOf((database) => listDueIssues(database, NOW, { day, afterId: 7, limit: 200 }));
  expect(due).toContain('issues_due (state=? AND issue_on=? AND id>?)');
  expect(due).not.toContain('TEMP B-TREE');
  const [others] = await plansOf((database) => loadOtherIssues(database, ids, day));
  expect(others).toContain('(subscription_id=?)');
  expect(others).not.toContain('issues_due');
  const [unsent] = await plansOf((database) => loadUnsentIssues(database, ids.slice(0, 10)));
  expect(unsent).toMatch(/SEARCH issues USING INTEGER PRIMARY KEY/);
  await saveRecords(plain, [makePaperRecord()], { savedAt: NOW.toISOString() });
  const [, sent] = await plansOf((database) => listSentPaperIds(database, ids, ids));
  expect(sent).toContain('(subscription_id=? AND record_id>?)');
});
