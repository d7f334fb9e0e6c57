import { expect, test } from 'vitest';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { runCommand } from '../../test/support/run-command.ts';
import { fixedClock } from '../lib/clock.ts';
import { reportLink } from '../papers/link-reports.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import { saveRecords } from '../papers/save-records.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { WrongUseError } from './command.ts';
import { linksCommand } from './links-command.ts';

const clock = fixedClock('2026-08-20T10:00:00Z');
const url = 'https://github.com/another/name';

/** The command over a database with one link that was reported twice. */
async function openReported() {
  const database = openDatabase({ address: ':memory:' });
  await migrate(database, clock);
  await saveRecords(database, [makePaperRecord({ abstract: `We compare with ${url}.` })], {
    savedAt: clock.now().toISOString(),
  });
  const paper = (await findPaperByPublicId(database, 'arxiv:2608.00001'))!;
  await reportLink(database, clock, { paper, url });
  await reportLink(database, clock, { paper, url });
  return (...args: string[]) => runCommand(linksCommand, args, { clock, database: async () => database });
}

test('lists what is reported, judges it by its number, and lists it then only among all', async () => {
  const run = await openReported();
  const line = (verdict: string): string => `1  arxiv:2608.00001  ${url}  reported 2 times, ${verdict}\n`;
  expect(await run()).toEqual({ code: 0, stdout: line('open'), stderr: '' });
  expect(await run('hide', '1')).toMatchObject({
    code: 0,
    stdout: `${url} of arxiv:2608.00001 is hidden\n`,
  });
  expect(await run()).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await run('--all')).toMatchObject({ stdout: line('hidden') });
  expect(await run('keep', '1')).toMatchObject({ stdout: `${url} of arxiv:2608.00001 is kept\n` });
});

test('a number that is not there and a wrong use say what to do', async () => {
  const run = await openReported();
  expect(await run('hide', '9')).toMatchObject({
    code: 1,
    stderr: 'There is no report 9; bin/offprint links --all lists them.\n',
  });
  for (const args of [['hide'], ['hide', 'x'], ['drop', '1'], ['keep', '1', '2']])
    await expect(run(...args)).rejects.toThrow(WrongUseError);
});
