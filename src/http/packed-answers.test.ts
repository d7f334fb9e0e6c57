import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { packedAnswers, takesGzip } from './packed-answers.ts';

const long = 'A page of many words. '.repeat(200);

function openApp(): Hono {
  const app = new Hono();
  app.use(packedAnswers());
  app.get('/page', (c) => c.html(long, 200, { 'Cache-Control': 'public' }));
  app.get('/short', (c) => c.html('Few words.'));
  app.get('/picture', (c) => c.body(Buffer.from(long), 200, { 'Content-Type': 'image/png' }));
  app.get('/export', (c) => c.text(long, 200, { ETag: 'W/"own"' }));
  app.get('/missing', (c) => c.html(long, 404));
  return app;
}

const ask = (path: string, accepted = 'gzip, br') =>
  openApp().request(path, { headers: { 'Accept-Encoding': accepted } });

test('a page comes packed, with what else was said of it, and unpacks to itself', async () => {
  const answer = await ask('/page');
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'cache-control': 'public',
    'content-encoding': 'gzip',
    'content-type': 'text/html; charset=UTF-8',
    vary: 'Accept-Encoding',
  });
  expect(gunzipSync(await answer.arrayBuffer()).toString()).toBe(long);
});

test('packed or plain, it is known by the same tag, weak where packed', async () => {
  const plain = await ask('/page', 'br');
  expect(await plain.text()).toBe(long);
  const tag = plain.headers.get('ETag');
  expect(tag).toMatch(/^"[\w-]{27}"$/);
  expect((await ask('/page')).headers.get('ETag')).toBe(`W/${tag}`);
  expect((await ask('/short')).headers.get('ETag')).not.toBe(tag);
});

test.each(['/short', '/picture', '/export', '/missing'])('%s goes as it is', async (path) => {
  const answer = await ask(path);
  expect(answer.headers.get('Content-Encoding')).toBeNull();
  expect((await answer.text()).length).toBeGreaterThan(0);
});

test('HEAD says what GET says', async () => {
  const init = { method: 'HEAD', headers: { 'Accept-Encoding': 'gzip' } };
  const head = await openApp().request('/page', init);
  expect([...head.headers]).toEqual([...(await ask('/page')).headers]);
  expect(await head.text()).toBe('');
});

test('what brings its own tag keeps it', async () => {
  expect((await ask('/export')).headers.get('ETag')).toBe('W/"own"');
});

test.each([
  ['gzip', true],
  ['br, gzip;q=0.5', true],
  ['gzip; q=1.0', true],
  ['GZIP', true],
  ['gzip;q=0', false],
  ['gzip;q=0.000, br', false],
  ['x-gzip', false],
  ['', false],
])('"%s" takes gzip: %s', async (accepted, takes) => {
  const app = new Hono();
  app.get('/', (c) => c.text(String(takesGzip(c))));
  const answer = await app.request('/', { headers: { 'Accept-Encoding': accepted } });
  expect(await answer.text()).toBe(String(takes));
});
