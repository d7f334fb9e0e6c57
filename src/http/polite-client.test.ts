import { gzipSync, brotliCompressSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import type { LookupFunction } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { startRecordingServer, type RecordedRequest } from '../../test/support/recording-server.ts';
import { fixedClock } from '../lib/clock.ts';
import type { Wait } from '../lib/wait.ts';
import type { Database } from '../storage/database.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { exchange } from './exchange.ts';
import { createPoliteClient, type PoliteClientOptions } from './polite-client.ts';

const arxiv = {
  bucket: 'arxiv',
  hosts: ['rss.arxiv.org', 'oaipmh.arxiv.org', 'export.arxiv.org'],
  intervalMs: 3_000,
};
const START = '2026-08-20T10:00:00Z';

type Answer = (request: RecordedRequest, response: ServerResponse, nth: number) => void;

async function openClient(
  answer: Answer,
  options: Partial<PoliteClientOptions> & { database?: Database } = {},
) {
  const clock = fixedClock(START);
  const waits: number[] = [];
  // Time passes only where somebody waits, and only to where the first of them wants it.
  const wait: Wait = async (ms) => {
    waits.push(ms);
    const until = clock.now().getTime() + ms;
    await new Promise((resolve) => setImmediate(resolve));
    if (clock.now().getTime() < until) clock.moveTo(new Date(until));
  };
  let count = 0;
  const server = await startRecordingServer(clock, (request, response) => answer(request, response, ++count));
  const database = options.database ?? (await openMemory());
  const openAnother = (more: Partial<PoliteClientOptions> = {}) =>
    createPoliteClient({
      ...{ database, clock, wait, politeness: arxiv, random: () => 1, signal: new AbortController().signal },
      ...{ userAgent: 'Offprint/test (+https://papers.test)', via: server.address, ...options, ...more },
    });
  return { client: openAnother(), openAnother, server, clock, waits, database };
}

async function openMemory(): Promise<Database> {
  const database = openDatabase({ address: ':memory:' });
  onTestFinished(() => database.destroy());
  await migrate(database, fixedClock(START));
  return database;
}

const fine: Answer = (_request, response) => response.end('fine');

forEachDatabase('the turns', (open) => {
  test('all clients on a database together keep the interval and one connection, over all hosts', async () => {
    const { openAnother, server } = await openClient(fine, { database: await open() });
    await Promise.all(
      [0, 1, 2].map(async () => {
        const client = openAnother();
        for (const host of arxiv.hosts) await client.get(`https://${host}/x`);
      }),
    );
    const times = server.requests.map(({ atMs }) => atMs);
    expect(times).toHaveLength(9);
    for (const [index, atMs] of times.slice(1).entries())
      expect(atMs - times[index]!).toBeGreaterThanOrEqual(3_000);
    expect(server.connections.most).toBe(1);
  });

  test('a restart forgets neither the interval nor a turn under way', async () => {
    const database = await open();
    const { client, server, clock } = await openClient(fine, { database });
    await client.get('https://rss.arxiv.org/x');
    await database
      .updateTable('http_buckets')
      .set({ holder: 'killed', held_until: new Date(clock.now().getTime() + 65_000).toISOString() })
      .execute();
    await client.get('https://rss.arxiv.org/x');
    const [first, second] = server.requests.map(({ atMs }) => atMs);
    expect(second! - first!).toBeGreaterThan(65_000);
    expect(second! - first!).toBeLessThan(66_000);
  });
});

test('it says who asks', async () => {
  const { client, server } = await openClient(fine);
  const answer = await client.get('https://rss.arxiv.org/rss/cs.CL?x=1', { headers: { accept: 'text/xml' } });
  expect([answer.status, answer.text(), answer.url]).toEqual([
    200,
    'fine',
    'https://rss.arxiv.org/rss/cs.CL?x=1',
  ]);
  expect(server.requests[0]).toMatchObject({
    path: '/rss.arxiv.org/rss/cs.CL?x=1',
    headers: {
      'user-agent': 'Offprint/test (+https://papers.test)',
      accept: 'text/xml',
      connection: 'close',
    },
  });
});

test('a POST is JSON', async () => {
  const { client, server } = await openClient(fine);
  await client.post('https://rss.arxiv.org/x', { ids: [1] });
  expect(server.requests[0]).toMatchObject({ method: 'POST', body: '{"ids":[1]}' });
});

test.each([
  ['Retry-After in seconds', 429, { 'Retry-After': '40' }, 40_000],
  ['Retry-After as a date', 503, { 'Retry-After': 'Thu, 20 Aug 2026 10:02:00 GMT' }, 120_000],
  ['a date that is past', 429, { 'Retry-After': 'Thu, 20 Aug 2026 09:00:00 GMT' }, 4_000],
  ['no Retry-After', 429, {}, 4_000],
  ['a Retry-After that is none', 503, { 'Retry-After': 'soon' }, 4_000],
  ['GitHub used up', 403, { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '1787220060' }, 60_000],
  ['RateLimit used up', 429, { RateLimit: '"api";r=0;t=55' }, 55_000],
])('%s is waited for', async (_name, status, headers, waitedMs) => {
  const { client, server } = await openClient((request, response, nth) => {
    if (nth === 1) response.writeHead(status, headers).end('no');
    else fine(request, response, nth);
  });
  expect((await client.get('https://rss.arxiv.org/x')).text()).toBe('fine');
  const [first, second] = server.requests.map(({ atMs }) => atMs);
  expect(second! - first!).toBe(waitedMs);
});

test('an answer may ask for rest, too: Crossref names its rate, others say that all is used up', async () => {
  const { client, server } = await openClient((_request, response, nth) => {
    const headers: { [name: string]: string } =
      nth === 1
        ? { 'X-Rate-Limit-Limit': '5', 'X-Rate-Limit-Interval': '20s' }
        : { RateLimit: 'limit=9, remaining=0, reset=30' };
    response.writeHead(200, headers).end('fine');
  });
  for (let count = 0; count < 3; count++) await client.get('https://rss.arxiv.org/x');
  const times = server.requests.map(({ atMs }) => atMs);
  expect([times[1]! - times[0]!, times[2]! - times[1]!]).toEqual([4_000, 30_000]);
});

test('the back-off grows, jitters over its whole length and ends', async () => {
  const { client, server } = await openClient((_request, response) => response.writeHead(500).end());
  await expect(client.get('https://rss.arxiv.org/x')).rejects.toMatchObject({
    ...{ failure: 'server error', status: 500 },
    message: 'https://rss.arxiv.org/x answers with status 500.',
  });
  const times = server.requests.map(({ atMs }) => atMs);
  expect(times.slice(1).map((atMs, index) => atMs - times[index]!)).toEqual([4_000, 8_000, 16_000, 32_000]);
  const low = await openClient((_request, response) => response.writeHead(500).end(), { random: () => 0 });
  await expect(low.client.get('https://rss.arxiv.org/x')).rejects.toThrow();
  const lowTimes = low.server.requests.map(({ atMs }) => atMs);
  expect(lowTimes.at(-1)! - lowTimes[0]!, 'never below the interval').toBe(4 * 3_000);
});

test('a source that wants an hour of rest gets it, from all, and the run ends', async () => {
  const { client, openAnother, server, clock } = await openClient((request, response, nth) => {
    if (nth === 1) response.writeHead(429, { 'Retry-After': '3600' }).end();
    else fine(request, response, nth);
  });
  const told = {
    failure: 'too many requests',
    message: 'arxiv asked to be left alone until 2026-08-20T11:00:00.000Z.',
  };
  await expect(client.get('https://rss.arxiv.org/x')).rejects.toMatchObject(told);
  await expect(openAnother().get('https://export.arxiv.org/x')).rejects.toMatchObject(told);
  expect(server.requests).toHaveLength(1);
  clock.moveTo('2026-08-20T11:00:00Z');
  expect((await client.get('https://rss.arxiv.org/x')).text()).toBe('fine');
});

test.each([400, 401, 403, 404, 410])(
  'status %i says something of the thing asked for: an answer',
  async (status) => {
    const { client, server } = await openClient((_request, response) =>
      response.writeHead(status).end('no such'),
    );
    const answer = await client.get('https://rss.arxiv.org/x');
    expect([answer.status, answer.text()]).toEqual([status, 'no such']);
    expect(server.requests).toHaveLength(1);
  },
);

test('what did not change is not sent again, once the answer is stored', async () => {
  const answerOrNot: Answer = ({ headers }, response) => {
    if (headers['if-none-match'] === '"v1"' && headers['if-modified-since']) response.writeHead(304).end();
    else
      response.writeHead(200, { ETag: '"v1"', 'Last-Modified': 'Thu, 20 Aug 2026 00:00:00 GMT' }).end('list');
  };
  const { client, openAnother, database } = await openClient(answerOrNot);
  const ask = async (asking = client) =>
    (await asking.get('https://rss.arxiv.org/x', { only: 'changed' })).status;
  expect(await ask()).toBe(200);
  expect(await ask(), 'the first answer was never stored').toBe(200);
  await database.transaction().execute((transaction) => client.saveValidators(transaction));
  expect(await ask()).toBe(304);
  expect(await ask(openAnother()), 'also after a restart').toBe(304);
  expect((await client.get('https://rss.arxiv.org/x')).status).toBe(200);
});

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['identity', (text: Buffer) => text],
])('%s is unpacked, and no more than the limit of it', async (encoding, pack) => {
  const body = Buffer.from('é'.repeat(400_000));
  const { client, server } = await openClient((_request, response) => {
    response.writeHead(200, { 'Content-Encoding': encoding }).end(pack(body));
  });
  expect((await client.get('https://rss.arxiv.org/x')).text()).toBe(body.toString());
  await expect(client.get('https://rss.arxiv.org/x', { maxBytes: 100_000 })).rejects.toMatchObject({
    failure: 'too large',
  });
  expect(server.requests, 'it would be as large again').toHaveLength(2);
});

test.each<[string, Answer, string]>([
  [
    'broken off before its length',
    (_request, response) =>
      void response.writeHead(200, { 'Content-Length': '100' }).write('half', () => response.destroy()),
    'broken off',
  ],
  [
    'broken off between chunks',
    (_request, response) => void response.write('half', () => response.destroy()),
    'broken off',
  ],
  [
    'broken off in gzip',
    (_request, response) =>
      void response
        .writeHead(200, { 'Content-Encoding': 'gzip' })
        .end(gzipSync('x'.repeat(1000)).subarray(0, 20)),
    'broken off',
  ],
  [
    'not gzip at all',
    (_request, response) => void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('<html>'),
    'broken off',
  ],
  ['hung up on', (_request, response) => void response.destroy(), 'broken off'],
  ['dripped', (_request, response) => void response.write('d'), 'too slow'],
  ['never given', () => {}, 'too slow'],
])('an answer %s is asked for again, in vain', async (_name, answer, failure) => {
  const { client, server } = await openClient(answer, { deadlineMs: 200 });
  await expect(client.get('https://rss.arxiv.org/x')).rejects.toMatchObject({ failure });
  expect(server.requests).toHaveLength(5);
});

test('a machine that is away is unreachable', async () => {
  const { client, waits } = await openClient(fine, { via: 'http://127.0.0.1:9' });
  await expect(client.get('https://rss.arxiv.org/x')).rejects.toMatchObject({ failure: 'unreachable' });
  expect(waits, 'tried once more').toHaveLength(1);
});

const redirectTo =
  (location: string): Answer =>
  ({ path }, response) => {
    if (path.endsWith('/from')) response.writeHead(302, { Location: location }).end();
    else response.end('there');
  };

test.each([
  ['/to', 'https://rss.arxiv.org/to'],
  ['https://export.arxiv.org/to', 'https://export.arxiv.org/to'],
])('a redirect to %s is followed, in turn', async (location, url) => {
  const { client, server } = await openClient(redirectTo(location));
  expect(await client.get('https://rss.arxiv.org/from')).toMatchObject({ status: 200, url });
  expect(server.requests[1]!.atMs - server.requests[0]!.atMs).toBe(3_000);
});

test.each([
  ['to another host', 'https://elsewhere.test/to', 'is not at rss.arxiv.org or'],
  ['from https to http', 'http://rss.arxiv.org/to', 'redirects from https to http'],
  ['to a file', 'file:///etc/passwd', 'redirects from https to file'],
  ['to nothing', 'https://', 'redirects to an address that is none'],
  ['to itself', '/from', 'redirects more than 5 times'],
])('a redirect %s is not', async (_name, location, message) => {
  const { client } = await openClient(redirectTo(location));
  const asked = client.get('https://rss.arxiv.org/from');
  await expect(asked).rejects.toMatchObject({ failure: 'not allowed' });
  await expect(asked).rejects.toThrow(message);
});

const entered = { bucket: 'feed', hosts: 'any' as const, intervalMs: 0 };

const privateUrls = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://127.0.0.1./',
  'http://0177.0.0.1/',
  'http://0x7f.0.0.1/',
  'http://①②⑦.⓪.⓪.①/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://localhost/',
  'http://[::]/',
  'http://[::127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::ffff:0:127.0.0.1]/',
  'http://[2002:7f00:1::]/',
  'http://[ff02::1]/',
  'http://0/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://10.1.2.3/',
  'http://169.254.169.254/latest/meta-data/',
  'http://192.168.0.1/',
  'http://172.31.255.255/',
  'http://100.64.0.1/',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
  'https://papers.test:8443/',
  'https://user:secret@papers.test/',
  'ftp://papers.test/',
  'file:///etc/passwd',
  'gopher://papers.test/',
];

test.each(privateUrls)('an entered address %s is not asked', async (url) => {
  const { client, server } = await openClient(fine, { politeness: entered, via: '' });
  await expect(client.get(url)).rejects.toMatchObject({ failure: 'not allowed' });
  expect(server.requests).toHaveLength(0);
});

// A simulator is asked by name alone, and a header holds nothing but ASCII.
test.each(privateUrls.filter((url) => url !== 'http://localhost/' && /^[\x20-\x7e]+$/.test(url)))(
  'an entered address that redirects to %s is not followed',
  async (location) => {
    const { client, server } = await openClient(redirectTo(location), { politeness: entered });
    await expect(client.get('http://papers.test/from')).rejects.toMatchObject({ failure: 'not allowed' });
    expect(server.requests).toHaveLength(1);
  },
);

test('a name that leads into a private network is not asked, whatever it led to before', async () => {
  const clock = fixedClock(START);
  const server = await startRecordingServer(clock, (_request, response) => response.end('secret'));
  const { signal } = new AbortController();
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, options, callback) => {
    asked.push(hostname);
    if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
    else callback(null, '127.0.0.1', 4);
  };
  const { client } = await openClient(fine, { politeness: entered, via: '', lookup });
  await expect(client.get('http://rebinding.test/')).rejects.toMatchObject({ failure: 'not allowed' });
  const url = new URL(`http://rebinding.test:${new URL(server.address).port}/`);
  const options = { url, method: 'GET' as const, headers: {}, maxBytes: 1_000, deadlineMs: 1_000, signal };
  const exchanged = exchange({ ...options, network: 'public', lookup });
  await expect(exchanged).rejects.toMatchObject({ failure: 'not allowed' });
  expect(asked).toEqual(['rebinding.test', 'rebinding.test']);
  expect([server.requests.length, server.connections.count]).toEqual([0, 0]);
});

test('each entered host has a bucket of its own', async () => {
  const { client, waits } = await openClient(fine, { politeness: { ...entered, intervalMs: 3_000 } });
  await client.get('https://one.test/feed');
  await client.get('https://two.test/feed');
  expect(waits).toEqual([]);
});

test('it stops when told', async () => {
  const stop = new AbortController();
  const { client } = await openClient(() => stop.abort(new Error('stopped')), { signal: stop.signal });
  await expect(client.get('https://rss.arxiv.org/x')).rejects.toThrow('stopped');
});
