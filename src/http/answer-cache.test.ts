import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { answerCache, VERSION_MS } from './answer-cache.ts';

const KEPT_MS = 5_000;

/** A site whose one page counts how often it was made. */
function openCounting({
  maxBytes,
  headers = {},
  versionOf,
}: { maxBytes?: number; headers?: object; versionOf?: () => Promise<string> } = {}) {
  const time = { nowMs: 0 };
  const gate = { opened: Promise.resolve() };
  let made = 0;
  const app = new Hono();
  app.use(
    answerCache({
      keptMs: KEPT_MS,
      nowMs: () => time.nowMs,
      ...(maxBytes && { maxBytes }),
      ...(versionOf && { versionOf }),
    }),
  );
  app.all('*', async (c) => {
    made++;
    await gate.opened;
    return c.body(`made ${made}`, 200, { 'Cache-Control': 'public, max-age=60', ETag: '"a"', ...headers });
  });
  const get = async (path = '/', init: RequestInit = {}): Promise<string> =>
    (await app.request(path, init)).text();
  return { app, time, gate, get, madeCount: () => made };
}

describe('answerCache', () => {
  test('gives an answer again for a moment, and makes it anew after that', async () => {
    const { get, time } = openCounting();
    expect(await get()).toBe('made 1');
    time.nowMs = KEPT_MS - 1;
    expect(await get()).toBe('made 1');
    time.nowMs = KEPT_MS;
    expect(await get()).toBe('made 2');
  });

  test('once the data is another, every answer is made anew', async () => {
    let version = 'a';
    const { get, time } = openCounting({ versionOf: async () => version });
    expect([await get(), await get()]).toEqual(['made 1', 'made 1']);
    version = 'b';
    expect(await get()).toBe('made 1');
    time.nowMs = VERSION_MS;
    expect(await get()).toBe('made 2');
  });

  test('while the data does not answer, what is kept is given again', async () => {
    let isDown = false;
    const { get, time } = openCounting({
      versionOf: async () => (isDown ? Promise.reject(new Error('down')) : 'a'),
    });
    await get();
    isDown = true;
    time.nowMs = VERSION_MS;
    expect(await get()).toBe('made 1');
  });

  test('nothing is given again for longer than it allows', async () => {
    const { get, time } = openCounting({ headers: { 'Cache-Control': 'public, max-age=1' } });
    await get();
    time.nowMs = 1_000;
    expect(await get()).toBe('made 2');
  });

  test('a crowd waits for one making', async () => {
    const { get, gate, madeCount } = openCounting();
    let open = (): void => {};
    gate.opened = new Promise((resolve) => (open = resolve));
    const crowd = Array.from({ length: 20 }, () => get());
    await Promise.resolve();
    open();
    expect(new Set(await Promise.all(crowd))).toEqual(new Set(['made 1']));
    expect(madeCount()).toBe(1);
  });

  test('addresses and packings are kept apart', async () => {
    const { get, madeCount } = openCounting();
    await get('/?q=a');
    await get('/?q=b');
    await get('/?q=a', { headers: { 'Accept-Encoding': 'gzip, br' } });
    expect(madeCount()).toBe(3);
  });

  test.each([
    ['a POST', { method: 'POST' }, {}],
    ['a request with a cookie', { headers: { Cookie: 'a=b' } }, {}],
    ['a request with a name', { headers: { Authorization: 'Bearer x' } }, {}],
    ['a private answer', {}, { 'Cache-Control': 'no-store' }],
    ['an answer that sets a cookie', {}, { 'Set-Cookie': 'a=b' }],
    ['a file to keep', {}, { 'Content-Disposition': 'attachment' }],
  ])('%s is made every time', async (_what, init, headers) => {
    const { get } = openCounting({ headers });
    await get('/', init);
    expect(await get('/', init)).toBe('made 2');
  });

  test('an answer that the reader has is not sent again', async () => {
    const { app, get } = openCounting();
    await get();
    const again = await app.request('/', { headers: { 'If-None-Match': '"x", W/"a"' } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('Cache-Control')).toBe('public, max-age=60');
    expect(again.headers.get('Content-Type')).toBeNull();
  });

  test('the oldest answers go when there are too many bytes', async () => {
    const { get, madeCount } = openCounting({ maxBytes: 14 });
    for (const path of ['/a', '/b', '/c', '/c', '/b', '/a']) await get(path);
    expect(madeCount()).toBe(4);
  });

  test('a failure is nobody else’s answer', async () => {
    let made = 0;
    const app = new Hono();
    app.use(answerCache({ keptMs: KEPT_MS, nowMs: () => 0 }));
    app.get('/', () => {
      made++;
      throw new Error('broken');
    });
    app.onError((_error, c) => c.text('failed', 500));
    const answers = await Promise.all([app.request('/'), app.request('/')]);
    expect(answers.map(({ status }) => status)).toEqual([500, 500]);
    expect(made).toBe(2);
  });
});
