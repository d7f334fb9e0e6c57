import { expect, test } from 'vitest';
import { answerJson, startEmbeddingsServer } from '../../../test/support/embeddings-server.ts';
import { createEmbeddingsServer, EmbeddingsError, embeddingsUrl } from './embeddings-server.ts';
import { createQueryEmbeddings } from './query-embeddings.ts';
import { MAX_DIMS, readEmbeddings } from './read-embeddings.ts';

const ONCE = { deadlineMs: 5_000, attempts: 1 };

function askAt(url: string, { model = 'big', key = '' } = {}) {
  const waits: number[] = [];
  const wait = async (ms: number): Promise<void> => void waits.push(ms);
  const server = createEmbeddingsServer({ url, model, key }, { wait, signal: new AbortController().signal });
  return { ...server, waits };
}

test('asks as the protocol has it, and gives vectors of length 1 in the order of the texts', async () => {
  const server = await startEmbeddingsServer(['car automobile']);
  const [car, cat, automobile] = await askAt(server.address, { key: 'k' }).embed(
    ['car', 'cat', 'automobile'],
    ONCE,
  );
  const [request] = server.requests;
  expect(request).toMatchObject({ method: 'POST', path: '/v1/embeddings' });
  expect(request?.headers.authorization).toBe('Bearer k');
  expect(JSON.parse(request?.body ?? '')).toEqual({
    input: ['car', 'cat', 'automobile'],
    model: 'big',
    encoding_format: 'float',
  });
  expect(car).toEqual(automobile);
  expect(car).not.toEqual(cat);
  expect(Math.hypot(...car!)).toBeCloseTo(1, 6);
});

test.each([
  ['http://one:11434', 'http://one:11434/v1/embeddings'],
  ['http://one:11434/', 'http://one:11434/v1/embeddings'],
  ['https://one/v1', 'https://one/v1/embeddings'],
  ['https://one/api/v1/', 'https://one/api/v1/embeddings'],
  ['https://one/openai/v1/embeddings', 'https://one/openai/v1/embeddings'],
])('%s is asked at %s', (given, asked) => {
  expect(embeddingsUrl(given).href).toBe(asked);
});

test('the vectors are named by the model, wherever its server is', () => {
  const one = askAt('http://one/v1').model;
  expect(askAt('http://two/v1').model).toBe(one);
  expect(askAt('http://one/v1', { model: 'bigger' }).model).not.toBe(one);
  expect(askAt('http://one/v1', { model: '' }).model).not.toBe(askAt('http://two/v1', { model: '' }).model);
});

test('a server that takes fewer or shorter texts gets them so', async () => {
  const server = await startEmbeddingsServer([], { maxTexts: 3 });
  const texts = Array.from({ length: 8 }, (_, i) => `text${i}`);
  const vectors = await askAt(server.address).embed(texts, ONCE);
  expect(vectors).toHaveLength(8);
  expect(vectors[5]).toEqual((await askAt(server.address).embed(['text5'], ONCE))[0]);

  server.answerBy((request, response) => {
    const { input } = JSON.parse(request.body) as { input: string[] };
    if (input.some((text) => text.length > 500)) answerJson(response, 422, { error: 'too many tokens' });
    else answerJson(response, 200, { data: input.map(() => ({ embedding: Array(16).fill(1) })) });
  });
  expect(await askAt(server.address).embed(['long '.repeat(400)], ONCE)).toHaveLength(1);
});

test('what may pass is asked again, after the rest that was asked for', async () => {
  const server = await startEmbeddingsServer([]);
  let failures = 2;
  server.answerBy((_request, response) => {
    if (--failures === 0) server.answerBy(undefined);
    response.writeHead(failures === 1 ? 503 : 429, { 'retry-after': '3' }).end('busy');
  });
  const asking = askAt(server.address);
  expect(await asking.embed(['a'], { ...ONCE, attempts: 3 })).toHaveLength(1);
  expect(asking.waits).toEqual([3_000, 3_000]);
});

test.each<[string, number, unknown, RegExp]>([
  ['a refusal', 401, { error: 'no key' }, /status 401: .*no key/],
  ['a failure', 500, 'oops', /status 500/],
  ['no JSON', 200, undefined, /it is no JSON/],
  ['another shape', 200, { vectors: [] }, /no list "data"/],
  ['too few vectors', 200, { data: [] }, /0 vectors for 1 texts/],
  ['a wrong number', 200, { data: [{ index: 7, embedding: Array(16).fill(1) }] }, /numbered 7/],
  [
    'no numbers',
    200,
    { data: [{ index: 0, embedding: Array(16).fill('x') }] },
    /something else than numbers/,
  ],
  ['nothing but zeros', 200, { data: [{ index: 0, embedding: Array(16).fill(0) }] }, /all zeros/],
  ['a scalar', 200, { data: [{ index: 0, embedding: 3 }] }, /no list of numbers/],
])('%s is a failure that says what is wrong', async (_what, status, body, message) => {
  const server = await startEmbeddingsServer([]);
  server.answerBy((_request, response) => {
    if (body === undefined) response.end('<html>');
    else answerJson(response, status, body);
  });
  const failure = askAt(server.address).embed(['a'], ONCE);
  await expect(failure).rejects.toThrow(message);
  await expect(failure).rejects.toBeInstanceOf(EmbeddingsError);
});

test('of long vectors the beginning is kept; vectors of different lengths are none', () => {
  const answer = (...lengths: number[]): string =>
    JSON.stringify({ data: lengths.map((length) => ({ embedding: Array(length).fill(1) })) });
  expect(readEmbeddings(answer(3_072), 1)[0]).toHaveLength(MAX_DIMS);
  expect(() => readEmbeddings(answer(16, 32), 2)).toThrow('differ in length');
});

test('a query is asked for once, and not at all for a while after a failure', async () => {
  const server = await startEmbeddingsServer([]);
  const queries = createQueryEmbeddings(askAt(server.address));
  const first = await queries.embed('a question');
  expect(await queries.embed(' a question ')).toEqual(first);
  expect(server.requests).toHaveLength(1);
  server.answerBy((_request, response) => response.writeHead(503).end());
  expect(await queries.embed('another')).toBeUndefined();
  expect(await queries.embed('a third')).toBeUndefined();
  expect(server.requests).toHaveLength(2);
  expect(await queries.embed('a question')).toEqual(first);
});
