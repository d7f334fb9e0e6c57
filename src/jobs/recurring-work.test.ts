import { expect, test } from 'vitest';
import { silentLog } from '../lib/log.ts';
import { startRecurringWork } from './recurring-work.ts';

test('wakes the work, survives its failure, and waits for it when it stops', async () => {
  let turns = 0;
  let hasEnded = false;
  const failures: unknown[] = [];
  const log = { ...silentLog, error: (_event: string, fields?: object) => void failures.push(fields) };
  const recurring = startRecurringWork({
    log,
    work: [
      {
        name: 'counting',
        pattern: '* * * * * *',
        async run(signal) {
          turns += 1;
          if (turns === 1) throw new Error('the first turn fails');
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
          hasEnded = true;
        },
      },
    ],
  });
  await expect.poll(() => turns, { timeout: 10_000 }).toBe(2);
  await recurring.stop();
  expect(hasEnded).toBe(true);
  expect(failures).toEqual([{ name: 'counting', error: 'the first turn fails' }]);
});
