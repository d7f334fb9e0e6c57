import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { marksOfFlags } from '../../../test/support/marks-of-flags.ts';
import type { PaperMarks } from '../scoring/paper-marks.ts';
import { relevanceParameters } from '../scoring/relevance.ts';
import { createSecondThread, type SecondThread } from '../second-thread.ts';
import { findNearest, listNear, type NearestInput, type NearPaper } from './find-nearest.ts';
import { NearestFinder } from './nearest-finder.ts';
import { CODE_BYTES, writeCode } from './quantise-vector.ts';
import { toIntegers } from './query-integers.ts';
import { createSegmentVectors } from './segment-vectors.ts';
import type { VectorSnapshot } from './vector-reader.ts';

const DIMS = 256;
const LIMIT = 20;

let second: SecondThread;
let finder: NearestFinder;
beforeEach(() => {
  second = createSecondThread(relevanceParameters);
  finder = new NearestFinder(second, { papers: 1 });
});
afterEach(() => second.end());

const vector = fc
  .array(fc.integer({ min: -127, max: 127 }), { minLength: DIMS, maxLength: DIMS })
  .map((values) => Int8Array.from(values));
const segments = fc.array(fc.array(vector, { maxLength: 12 }), { minLength: 1, maxLength: 3 });

function snapshotOf(all: Int8Array[][]): VectorSnapshot {
  const bySegment: VectorSnapshot['bySegment'] = new Map();
  all.forEach((papers, id) => {
    const vectors = createSegmentVectors(papers.length, DIMS);
    papers.forEach((values, ordinal) => {
      vectors.values.set(values, ordinal * DIMS);
      writeCode(toUnit(values), vectors.codes.subarray(ordinal * CODE_BYTES, (ordinal + 1) * CODE_BYTES));
    });
    bySegment.set(id, vectors);
  });
  return { model: 'test', dims: DIMS, encoder: undefined, bySegment };
}

function toUnit(values: Int8Array): Float32Array {
  const length = Math.hypot(...values) || 1;
  return Float32Array.from(values, (value) => value / length);
}

const inputsOf = ({ bySegment }: VectorSnapshot): NearestInput[] =>
  [...bySegment.keys()].map((id) => ({ id, allowed: undefined }));

/** The thread takes a while to start. */
async function begin(...asked: Parameters<NearestFinder['begin']>): Promise<void> {
  while (!finder.begin(...asked)) await setImmediate();
}

test('finds on another thread what it finds on this one, whoever may be found', async () => {
  await fc.assert(
    fc.asyncProperty(segments, vector, fc.array(fc.boolean()), async (all, values, flags) => {
      const snapshot = snapshotOf([...all, [values]]);
      const query = toUnit(values);
      const inputs = inputsOf(snapshot).map(({ id }) => ({
        id,
        allowed: flags.length > 0 ? cycled(snapshot.bySegment.get(id)!.count, flags) : undefined,
      }));
      await begin(snapshot, query, inputs, LIMIT);
      expect(finder.find(snapshot, query, inputs, LIMIT)).toEqual(
        findNearest(snapshot, query, inputs, LIMIT),
      );
    }),
    { numRuns: 50 },
  );
});

test('the nearest of all are found, of those as near as the last the first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(vector, { maxLength: 12 }), { minLength: 3, maxLength: 4 }),
      vector,
      (all, values) => {
        const twice = [...all, ...all, all.flat()];
        const snapshot = snapshotOf(twice);
        const query = toUnit(values);
        const every = [...snapshot.bySegment].flatMap(([segmentId, vectors]) => {
          const ordinals = Uint32Array.from({ length: vectors.count }, (_, ordinal) => ordinal);
          const similarities = vectors.cosines(toIntegers(query), ordinals);
          return Array.from(similarities, (similarity, ordinal) => ({ segmentId, ordinal, similarity }));
        });
        const bySimilarity = (a: NearPaper, b: NearPaper): number => b.similarity - a.similarity;
        // Of so many, all are compared by their vectors.
        const found = findNearest(snapshot, query, inputsOf(snapshot), 50);
        expect(listNear(found).sort(bySimilarity)).toEqual(every.sort(bySimilarity).slice(0, 50));
      },
    ),
    { numRuns: 50 },
  );
});

const cycled = (count: number, flags: boolean[]): PaperMarks =>
  marksOfFlags(Array.from({ length: count }, (_, ordinal) => flags[ordinal % flags.length]!));

test('what was begun is not the answer to something else', async () => {
  const [first, second] = [Int8Array.from({ length: DIMS }, (_, i) => i - 128), new Int8Array(DIMS).fill(9)];
  const snapshot = snapshotOf([[first, second]]);
  const inputs = inputsOf(snapshot);
  await begin(snapshot, toUnit(first), inputs, LIMIT);
  const near = finder.find(snapshot, toUnit(second), inputs, LIMIT);
  expect(near).toEqual(findNearest(snapshot, toUnit(second), inputs, LIMIT));

  await begin(snapshot, toUnit(first), inputs, LIMIT);
  const onlySecond = [{ id: 0, allowed: marksOfFlags([false, true]) }];
  expect(listNear(finder.find(snapshot, toUnit(first), onlySecond, LIMIT))).toMatchObject([{ ordinal: 1 }]);
});

test('follows the vectors of a newer index', async () => {
  const values = Int8Array.from({ length: DIMS }, (_, i) => (i % 7) - 3);
  const [older, newer] = [snapshotOf([[values]]), snapshotOf([[values], [values, values]])];
  await begin(older, toUnit(values), inputsOf(older), LIMIT);
  expect(finder.find(older, toUnit(values), inputsOf(older), LIMIT).ordinals).toHaveLength(1);
  await begin(newer, toUnit(values), inputsOf(newer), LIMIT);
  expect(finder.find(newer, toUnit(values), inputsOf(newer), LIMIT).ordinals).toHaveLength(3);
});

test('begins nothing where there are few papers, while it is busy, and for a query of another length', async () => {
  const snapshot = snapshotOf([[new Int8Array(DIMS).fill(1)]]);
  const asked = [snapshot, new Float32Array(DIMS).fill(1 / 16), inputsOf(snapshot), LIMIT] as const;
  expect(new NearestFinder(second, { papers: 2 }).begin(...asked)).toBe(false);
  await begin(...asked);
  expect(finder.begin(...asked)).toBe(false);
  expect(finder.begin(snapshot, new Float32Array(16), inputsOf(snapshot), LIMIT)).toBe(false);
});
