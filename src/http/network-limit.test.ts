import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { networkLimit, type NetworkLimitOptions } from './network-limit.ts';

function openLimited(options: NetworkLimitOptions) {
  const from = { address: '93.184.216.34' };
  const time = { nowMs: 0 };
  const app = new Hono();
  app.use(networkLimit({ ...options, addressOf: () => from.address, nowMs: () => time.nowMs }));
  app.get('*', (c) => c.text('page'));
  return { from, time, ask: async () => (await app.request('/')).status };
}

test('a network that asks too much waits, and is told how long; another does not', async () => {
  const { from, time, ask } = openLimited({ burst: 2, perSecond: 1 });
  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
  from.address = '93.184.216.99';
  expect(await ask()).toBe(429);
  from.address = '93.184.217.1';
  expect(await ask()).toBe(200);
  from.address = '93.184.216.34';
  time.nowMs = 1000;
  expect([await ask(), await ask()]).toEqual([200, 429]);
});

test('an asker is told in a sentence, and when to come again', async () => {
  const app = new Hono();
  app.use(networkLimit({ burst: 0, perSecond: 0.5, addressOf: () => '2600:1f18::1' }));
  const answer = await app.request('/');
  expect(answer.headers.get('Retry-After')).toBe('2');
  expect(await answer.text()).toMatch(/^Your network asks for more .+\.\n$/);
});

test.each(['127.0.0.1', '10.1.2.3', '::1', 'fd00::1'])(
  '%s is a proxy, which stands for all',
  async (address) => {
    const { from, ask } = openLimited({ burst: 1, perSecond: 1 });
    from.address = address;
    expect([await ask(), await ask()]).toEqual([200, 200]);
  },
);

test('a person who reads fast never meets the limit', async () => {
  const { time, ask } = openLimited({});
  for (let page = 0; page < 2_000; page++) {
    time.nowMs += 60;
    expect(await ask()).toBe(200);
  }
});

test('as many networks as there are take no more memory than some', async () => {
  const { from, ask } = openLimited({ burst: 1, perSecond: 0.001, maxNetworks: 3 });
  const addressOf = (number: number): string => `93.184.${number}.1`;
  for (const number of [1, 2, 3, 4]) {
    from.address = addressOf(number);
    expect(await ask()).toBe(200);
  }
  from.address = addressOf(4);
  expect(await ask()).toBe(429);
  // Forgotten, and therefore new.
  from.address = addressOf(1);
  expect(await ask()).toBe(200);
});
