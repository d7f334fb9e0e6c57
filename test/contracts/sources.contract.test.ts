import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldRecordStates } from '../../src/papers/fold-record-states.ts';
import { cleanRecord } from '../../src/papers/clean-record.ts';
import { UnusableAnswerError } from '../../src/sources/unusable-answer-error.ts';
import { sourceAnswers } from './source-answers.ts';

const ONE = { number: 1, title: 'Counting apples' };
const TWO = { number: 2, title: 'Counting pears & plums: $O(n) < 5$' };
const THREE = { number: 3, title: 'Counting cherries' };

describe.each(sourceAnswers)('$name', ({ read, write, pieces }) => {
  const good = write([ONE, TWO]);

  test('papers are read with what makes them papers, the same however the answer is cut', async () => {
    const { records, problems } = await read(good);
    expect(problems).toEqual([]);
    expect(records.map(({ title }) => title)).toEqual([ONE.title, TWO.title]);
    for (const record of records) {
      expect(record.sourceId).not.toBe('');
      expect(record.authors[0]).toMatch(/Lovelace$/);
      expect(record.abstract ?? 'We count.').toBe('We count.');
      expect(record.publishedOn ?? record.announcedOn).toMatch(/^2026-08-\d\d$/);
      expect(record).toEqual(expect.objectContaining(cleanRecord(record)));
    }
    for (const pieceLength of [1, 7]) expect((await read(good, pieceLength)).records).toEqual(records);
  });

  test('an answer without papers is an answer', async () => {
    expect(await read(write([]))).toMatchObject({ records: [], problems: [] });
  });

  test.each([
    ['nothing', ''],
    ['a web page', '<!DOCTYPE html>\n<html><head><title>503</title></head><body>Down<br></body></html>'],
    ['words', 'Service temporarily unavailable'],
    ['something else that is well-formed', '<Error><Code>AccessDenied</Code></Error>'],
    ['JSON of another shape', '{"error": "rate limited"}'],
  ])('%s is refused as no answer', async (_, text) => {
    await expect(read(text)).rejects.toThrow(UnusableAnswerError);
  });

  test('an answer that breaks off anywhere is never taken for a whole one', async () => {
    for (let end = 1; end < good.trimEnd().length; end += 17) {
      await expect(read(good.slice(0, end)), good.slice(0, end).slice(-60)).rejects.toThrow(
        UnusableAnswerError,
      );
    }
  });

  test('one broken paper is a problem that names it, and the others are read', async () => {
    const { records, problems } = await read(write([ONE, { ...TWO, title: '' }, THREE]));
    expect(records.map(({ title }) => title)).toEqual([ONE.title, THREE.title]);
    expect(problems).toEqual([expect.objectContaining({ reason: 'it has no title' })]);
    expect(problems[0]?.entry).toContain('2');
  });

  test('a paper in a wrong encoding is a problem, and the others are read', async () => {
    const { records, problems } = await read(write([ONE, { ...TWO, title: 'Caf\uffff' }, THREE]));
    expect(records).toHaveLength(2);
    expect(problems.map(({ reason }) => reason).join()).toContain('UTF-8');
  });

  test('v2 before v1 and v1 before v2 are the same record', async () => {
    const [v1, v2] = await Promise.all(
      [1, 2].map(
        async (version) => (await read(write([{ ...ONE, title: `Title ${version}`, version }]))).records[0],
      ),
    );
    if (!v1 || !v2) throw new Error('a paper of each version was expected');
    const folded = foldRecordStates(cleanRecord(v1), cleanRecord(v2));
    expect(foldRecordStates(cleanRecord(v2), cleanRecord(v1))).toEqual(folded);
    if (v2.version === 2) expect(folded).toMatchObject({ title: 'Title 2', version: 2 });
    expect(folded.publishedOn).toBe(v1.publishedOn);
    expect(folded.announcedOn).toBe(v1.announcedOn);
  });

  test('whatever stands in the answer, it is read or refused', async () => {
    const broken = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((all) => all.join('')),
      fc
        .tuple(fc.nat(good.length), fc.constantFrom(...pieces))
        .map(([at, piece]) => good.slice(0, at) + piece + good.slice(at)),
      fc
        .tuple(fc.nat(good.length), fc.nat(good.length))
        .map(([one, two]) => good.slice(0, Math.min(one, two)) + good.slice(Math.max(one, two))),
      // A value of the right place and the wrong kind.
      fc
        .tuple(fc.nat(200), fc.constantFrom('null', '[]', '{}', '-1', '1e400', '"\\u0000"', 'true'))
        .map(([index, value]) => replaceValue(good, index, value)),
      fc.string({ unit: 'binary' }),
    );
    await fc.assert(
      fc.asyncProperty(broken, fc.constantFrom(1, 5, 1000), async (text, pieceLength) => {
        try {
          const { records } = await read(text, pieceLength);
          for (const record of records) expect(record.title).not.toBe('');
        } catch (error) {
          expect(error).toBeInstanceOf(UnusableAnswerError);
        }
      }),
      { numRuns: FUZZ_RUNS },
    );
  });

  test.each(pieces)('60,000 times %j is read in time', async (piece) => {
    const startedMs = process.cpuUsage().user;
    const within = good.replace('We count.', `We count.${piece.repeat(60_000)}`);
    for (const text of [good + piece.repeat(60_000), within]) await read(text, 65_536).catch(onlyUnusable);
    expect((process.cpuUsage().user - startedMs) / 1000).toBeLessThan(3_000);
  });
});

/** For a longer search: `FUZZ_RUNS=10000 npx vitest run test/contracts/sources`. */
const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? 300);

function replaceValue(text: string, index: number, value: string): string {
  let count = 0;
  return text.replace(/: ("[^"\n]*"|\d+|\[|\{)/g, (whole) => (count++ === index ? `: ${value}` : whole));
}

function onlyUnusable(error: unknown): undefined {
  if (error instanceof UnusableAnswerError) return undefined;
  throw error;
}
