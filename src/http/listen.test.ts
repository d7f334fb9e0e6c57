import { expect, test } from 'vitest';
import { listen } from './listen.ts';

const hello = (): Response => new Response('hello');
const local = { host: '127.0.0.1', port: 0 };

test('serves on a free port and stops', async () => {
  const server = await listen(hello, local);
  expect(await (await fetch(server.address)).text()).toBe('hello');
  await server.close({ graceMs: 100 });
  await expect(fetch(server.address)).rejects.toThrow();
});

test('a port that is taken is said in a sentence', async () => {
  const first = await listen(hello, local);
  const port = Number(new URL(first.address).port);
  await expect(listen(hello, { host: '127.0.0.1', port })).rejects.toThrow(
    `port ${port} on 127.0.0.1 is taken`,
  );
  await first.close({ graceMs: 100 });
});

test('a request under way is answered before the server stops', async () => {
  let answer = (): void => {};
  const arrived = new Promise<void>((resolveArrived) => {
    answer = resolveArrived;
  });
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const server = await listen(async () => {
    answer();
    await released;
    return new Response('late');
  }, local);
  const response = fetch(server.address);
  await arrived;
  const closed = server.close({ graceMs: 5_000 });
  release();
  expect(await (await response).text()).toBe('late');
  await closed;
});
