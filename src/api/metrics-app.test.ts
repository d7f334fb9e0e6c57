import { expect, onTestFinished, test } from 'vitest';
import { addPapersOf, addSubscribers } from '../../test/support/digest-fixtures.ts';
import { fixedClock } from '../lib/clock.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { createMetricsApp } from './metrics-app.ts';

const clock = fixedClock('2026-08-21T00:00:00Z');
const token = 'a token of the tests';

async function open(given: string) {
  const database = openDatabase({ address: ':memory:' });
  onTestFinished(() => database.destroy());
  await migrate(database, clock);
  await addSubscribers(database, ['ada@example.net']);
  await addPapersOf(database, '2026-08-20', 2);
  return createMetricsApp({ database, clock, token: given });
}

test('who bears the token gets the figures, in the form of Prometheus, and no address', async () => {
  const app = await open(token);
  const answer = await app.request('/metrics', { headers: { Authorization: `Bearer ${token}` } });
  const text = await answer.text();
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(text).toContain('\noffprint_papers 2\n');
  expect(text).toContain('\noffprint_newest_day_age_seconds 86400\n');
  expect(text).toContain('\noffprint_subscriptions{state="active"} 1\n');
  expect(text).toContain('\noffprint_issues{state="unknown"} 0\n');
  expect(text).not.toContain('@');
  for (const line of text.trim().split('\n')) {
    expect(line).toMatch(/^(# (HELP|TYPE) offprint_\w+ .+|offprint_\w+(\{\w+="[^"]*"\})? [\d.e+-]+)$/);
  }
});

test.each([[{}], [{ Authorization: 'Bearer another' }], [{ Authorization: token }]])(
  'nobody else does: %j',
  async (headers) => {
    expect((await (await open(token)).request('/metrics', { headers })).status).toBe(401);
  },
);

test('without a token of the operator’s there is no such page', async () => {
  expect((await (await open('')).request('/metrics', { headers: { Authorization: 'Bearer ' } })).status).toBe(
    404,
  );
});
