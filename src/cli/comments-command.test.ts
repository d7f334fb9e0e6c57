import { expect, test } from 'vitest';
import { runCommand } from '../../test/support/run-command.ts';
import { addPerson, makeAccountContext, paperIdOf } from '../../test/support/account-fixtures.ts';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { listComments, writeComment } from '../accounts/comments.ts';
import { fixedClock } from '../lib/clock.ts';
import { saveRecords } from '../papers/save-records.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { commentsCommand } from './comments-command.ts';

test('the operator lists comments, hides one and shows it again', async () => {
  const clock = fixedClock('2026-08-20T10:00:00Z');
  const database = openDatabase({ address: ':memory:' });
  await migrate(database, clock);
  await saveRecords(database, [makePaperRecord()], { savedAt: clock.now().toISOString() });
  const context = makeAccountContext(database, clock);
  const ada = await addPerson(context, 'ada@example.org');
  const paper = await paperIdOf(database, 'arxiv:2608.00001');
  await writeComment(context, ada.id, paper, 'Two\nlines');

  const run = async (...args: string[]): Promise<[number, string]> => {
    const context = { clock, database: async () => database };
    const { code, stdout, stderr } = await runCommand(commentsCommand, args, context);
    return [code, stdout + stderr];
  };
  expect(await run('list')).toEqual([
    0,
    '1  2026-08-20T10:00:00.000Z  arxiv:2608.00001  a reader <ada@example.org>\n    Two\n    lines\n',
  ]);
  expect(await run('hide', '1')).toEqual([0, 'Comment 1 is hidden.\n']);
  expect(await listComments(database, paper, undefined)).toEqual([]);
  expect((await run('list'))[1]).toContain('hidden');
  expect(await run('show', '1')).toEqual([0, 'Comment 1 is shown.\n']);
  expect(await listComments(database, paper, undefined)).toHaveLength(1);
  expect((await run('hide', '2'))[0]).toBe(1);
  await expect(run('hide')).rejects.toThrow('comments takes list');
  await database.destroy();
});
