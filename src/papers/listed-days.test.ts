import { expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { countByDay, newestListedDay, previousAndNextDay } from './listed-days.ts';
import { saveRecords } from './save-records.ts';

const records = ['2026-08-20', '2026-08-20', '2026-08-24', '2026-07-31', '2026-09'].map(
  (announcedOn, index) => makePaperRecord({ sourceId: `2608.0000${index}`, announcedOn }),
);

forEachDatabase('days with papers', (open) => {
  test('are found and counted; a paper of which only the month is known has no day', async () => {
    const database = await open();
    await saveRecords(database, records, { savedAt: '2026-08-24T10:00:00Z' });
    expect(await newestListedDay(database)).toBe('2026-08-24');
    expect(await previousAndNextDay(database, '2026-08-22')).toEqual({
      previous: '2026-08-20',
      next: '2026-08-24',
    });
    expect(await previousAndNextDay(database, '2026-07-31')).toEqual({
      previous: undefined,
      next: '2026-08-20',
    });
    expect(await countByDay(database, { from: '2026-08', to: '2026-09' })).toEqual([
      { day: '2026-08-24', count: 1 },
      { day: '2026-08-20', count: 2 },
    ]);
  });

  test('are none in an empty database', async () => {
    const database = await open();
    expect(await newestListedDay(database)).toBeUndefined();
    expect(await previousAndNextDay(database, '2026-08-22')).toEqual({
      previous: undefined,
      next: undefined,
    });
    expect(await countByDay(database, { from: '2026-08', to: '2026-09' })).toEqual([]);
  });
});
