import { expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { fixedClock } from '../lib/clock.ts';
import { silentLog } from '../lib/log.ts';
import { deferred } from '../lib/deferred.ts';
import type { Database } from '../storage/database.ts';
import { runIfDue, startRecurringWork, type RecurringWork, type WorkContext } from './recurring-work.ts';

const { signal } = new AbortController();
const daily = { pattern: '0 6 * * *', zone: 'UTC' };

function openWork(database: Database, run: () => Promise<void> = async () => {}) {
  const clock = fixedClock('2026-08-20T10:00:00Z');
  const failures: unknown[] = [];
  const log = { ...silentLog, error: (_event: string, fields?: object) => void failures.push(fields) };
  let count = 0;
  const work: RecurringWork = {
    ...{ name: 'counting', schedule: daily },
    run: async () => {
      count += 1;
      await run();
    },
  };
  const context: WorkContext = { database, clock, log };
  return { context, clock, work, failures, count: () => count };
}

forEachDatabase('recurring work', (open) => {
  test('is done once for each occurrence, whichever node asks first', async () => {
    const { context, clock, work, count } = openWork(await open());
    const ask = () => Promise.all([1, 2, 3].map(() => runIfDue(context, work, signal)));
    expect((await ask()).filter(Boolean), 'the first occurrence is made up for').toHaveLength(1);
    expect(await ask()).toEqual([false, false, false]);
    clock.moveTo('2026-08-21T05:59:59Z');
    expect(await ask()).toEqual([false, false, false]);
    clock.moveTo('2026-08-21T06:00:00Z');
    await ask();
    clock.moveTo('2026-08-25T09:00:00Z');
    await ask();
    await ask();
    expect(count(), 'of four that were missed, the newest').toBe(3);
  });

  test('that failed is tried again, later and later, and then as before', async () => {
    let isBroken = true;
    const { context, clock, work, count, failures } = openWork(await open(), async () => {
      if (isBroken) throw new Error('no database');
    });
    const minutesTried: number[] = [];
    for (let minute = 0; minute < 120; minute++) {
      clock.moveTo(new Date(Date.parse('2026-08-20T10:00:00Z') + minute * 60_000));
      if (await runIfDue(context, work, signal)) minutesTried.push(minute);
    }
    expect(minutesTried).toEqual([0, 5, 15, 35, 75]);
    expect(failures[0]).toEqual({ name: 'counting', error: 'no database' });
    isBroken = false;
    clock.moveTo('2026-08-20T13:00:00Z');
    await runIfDue(context, work, signal);
    clock.moveTo('2026-08-20T23:00:00Z');
    await runIfDue(context, work, signal);
    expect(count()).toBe(6);
  });

  test('whose node died is begun again', async () => {
    const begun = deferred<void>();
    const { context, clock, work } = openWork(await open(), () => {
      begun.resolve();
      return new Promise(() => {});
    });
    void runIfDue(context, work, signal);
    await begun.promise;
    clock.advance(4 * 60_000);
    expect(await runIfDue(context, { ...work, run: async () => {} }, signal)).toBe(false);
    clock.advance(2 * 60_000);
    expect(await runIfDue(context, { ...work, run: async () => {} }, signal)).toBe(true);
  });

  test('is waited for when it stops', async () => {
    const begun = deferred<void>();
    let hasEnded = false;
    const { context, work } = openWork(await open());
    const recurring = startRecurringWork(context, [
      {
        ...work,
        async run(ending) {
          begun.resolve();
          await new Promise<void>((resolve) => ending.addEventListener('abort', () => resolve()));
          hasEnded = true;
        },
      },
    ]);
    await begun.promise;
    await recurring.stop();
    expect(hasEnded).toBe(true);
  });
});
