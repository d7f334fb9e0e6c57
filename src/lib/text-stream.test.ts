import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeUtf8, NOT_UTF8 } from './decode-utf8.ts';
import { DamagedGzipError, gunzip } from './gunzip.ts';
import { peek } from './peek.ts';
import { readAhead } from './read-ahead.ts';
import { readLines, type Line } from './read-lines.ts';

async function* inPieces<T extends string | Uint8Array>(whole: T, size: number): AsyncGenerator<T> {
  for (let start = 0; start < whole.length; start += size) yield whole.slice(start, start + size) as T;
}

async function collect<T>(values: AsyncIterable<T>): Promise<{ values: T[]; error?: unknown }> {
  const collected: T[] = [];
  try {
    for await (const value of values) collected.push(value);
    return { values: collected };
  } catch (error) {
    return { values: collected, error };
  }
}

test('text survives being cut anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 7 }), async (text, size) => {
      const { values } = await collect(decodeUtf8(inPieces(Buffer.from(text), size)));
      expect(values.join('')).toBe(text.replace(/^\ufeff/, ''));
    }),
  );
});

test('bytes that are no UTF-8 are marked, the lines around them kept', async () => {
  const bytes = Buffer.concat([Buffer.from('één\n'), Buffer.from([0x63, 0xe9, 0x0a]), Buffer.from('drie\n')]);
  const { values } = await collect(decodeUtf8(inPieces(bytes, 100)));
  expect(values.join('')).toBe(`één\nc${NOT_UTF8}\ndrie\n`);
});

test('a character that is cut off at the end is marked', async () => {
  const { values } = await collect(decodeUtf8(inPieces(Buffer.from('é').subarray(0, 1), 1)));
  expect(values.join('')).toBe(NOT_UTF8);
});

test('lines are those of split, however the text is cut', async () => {
  const line = fc
    .array(fc.constantFrom('a', 'b', '\n', '\r\n'), { maxLength: 40 })
    .map((all) => all.join(''));
  await fc.assert(
    fc.asyncProperty(line, fc.integer({ min: 1, max: 5 }), async (text, size) => {
      const expected = text.split(/\r?\n/);
      if (expected.at(-1) === '') expected.pop();
      const { values } = await collect(readLines(inPieces(text, size), { maxLength: 100 }));
      expect(values.map((found) => found.text)).toEqual(expected);
      expect(values.map((found) => found.number)).toEqual(expected.map((_, index) => index + 1));
    }),
  );
});

test('a line that is too long is told of and not held', async () => {
  const text = `short\n${'x'.repeat(100)}\nlast`;
  for (const size of [1, 7, 1000]) {
    const { values } = await collect(readLines(inPieces(text, size), { maxLength: 10 }));
    expect(values).toEqual<Line[]>([
      { number: 1, text: 'short' },
      { number: 2, text: '', isTooLong: true },
      { number: 3, text: 'last' },
    ]);
  }
});

test('gzip of several members is unpacked as one', async () => {
  const packed = Buffer.concat([gzipSync('one '), gzipSync('two')]);
  const { values } = await collect(gunzip(inPieces(packed, 5)));
  expect(Buffer.concat(values).toString()).toBe('one two');
});

test('of gzip that ends too early, everything before is given out', async () => {
  const whole = Buffer.from(Array.from({ length: 20_000 }, (_, index) => `line ${index * 7919}\n`).join(''));
  const packed = gzipSync(whole);
  const { values, error } = await collect(gunzip(inPieces(packed.subarray(0, packed.length - 5000), 1000)));
  const got = Buffer.concat(values);
  expect(got.length).toBeGreaterThan(whole.length / 2);
  expect(whole.subarray(0, got.length).equals(got)).toBe(true);
  expect(error).toMatchObject({ isTruncated: true });
});

test('damage within gzip is told apart from an early end', async () => {
  const packed = gzipSync(Buffer.from('text '.repeat(10_000)));
  packed.fill(0xff, 40, 60);
  const { error } = await collect(gunzip(inPieces(packed, 1000)));
  expect(error).toBeInstanceOf(DamagedGzipError);
  expect(error).toMatchObject({ isTruncated: false });
});

test('peeked values are given out again, a failure after what came before it', async () => {
  async function* failing(): AsyncGenerator<number> {
    yield 1;
    yield 2;
    throw new Error('broken');
  }
  const { seen, all } = await peek(failing(), (values) => values.length >= 5);
  expect(seen).toEqual([1, 2]);
  expect(await collect(all)).toEqual({ values: [1, 2], error: new Error('broken') });
});

test('reading ahead gives the same values, and the failure in its place', async () => {
  async function* values(): AsyncGenerator<number> {
    yield 1;
    yield 2;
    throw new Error('broken');
  }
  expect(await collect(readAhead(values()))).toEqual({ values: [1, 2], error: new Error('broken') });
});
