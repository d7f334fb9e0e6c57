import { expect, test } from 'vitest';
import { runKillTrial } from '../support/digest-kill.ts';

// bench/digest-kill.ts does the same with a thousand subscribers and 200 kills.
test('kill -9 at any moment doubles no mail and loses no paper', { timeout: 240_000 }, async () => {
  const result = await runKillTrial({ kills: 12, subscribers: 25, senders: 2, random: Math.random });
  expect(result).toMatchObject({ kills: 12, doubled: 0, lost: 0, disagreeing: 0 });
  expect(result.submitted).toBeGreaterThan(0);
});
