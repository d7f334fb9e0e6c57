import fc from 'fast-check';
import { expect, test } from 'vitest';
import { marksOfFlags } from '../../../test/support/marks-of-flags.ts';
import { chooseLimit, MAX_COLLECTED, MAX_DISTANCE } from './choose-limit.ts';
import { createPlainVectors } from './plain-vectors.ts';
import { CODE_BYTES } from './quantise-vector.ts';
import { toIntegers } from './query-integers.ts';
import { createSegmentVectors, type SegmentVectors } from './segment-vectors.ts';

/** Few different bytes, so that many codes are equally far. */
const code = fc.array(fc.constantFrom(0, 1, 3, 255), { minLength: CODE_BYTES, maxLength: CODE_BYTES });
const segment = fc.record({
  papers: fc.array(fc.record({ code, isAllowed: fc.boolean() }), { maxLength: 30 }),
  isFiltered: fc.boolean(),
});
type Segment = typeof segment extends fc.Arbitrary<infer T> ? T : never;
type Create = typeof createSegmentVectors;

const allowedIn = ({ papers, isFiltered }: Segment): Uint8Array | undefined =>
  isFiltered ? marksOfFlags(papers.map(({ isAllowed }) => isAllowed)) : undefined;

function nearest(create: Create, query: number[], segments: Segment[], wanted: number): number[][] {
  const histogram = new Uint32Array(MAX_DISTANCE + 1);
  const all = segments.map((one): SegmentVectors => {
    const vectors = create(one.papers.length, 16);
    one.papers.forEach((paper, ordinal) => vectors.codes.set(paper.code, ordinal * CODE_BYTES));
    vectors.allow(allowedIn(one));
    // Some at a time, as threads that share the work do.
    for (let start = 0; start < vectors.count; start += 16)
      vectors.measure(Uint8Array.from(query), histogram, start, Math.min(start + 16, vectors.count));
    return vectors;
  });
  const { limit, max } = chooseLimit(histogram, wanted);
  let left = max;
  return all.map((vectors) => {
    const ordinals = vectors.collect(limit, left);
    left -= ordinals.length;
    return [...ordinals];
  });
}

test('are in WebAssembly here', () => expect(createSegmentVectors(1, 16).name).toBe('wasm'));

test('finds the same in WebAssembly and in TypeScript, and both what sorting by distance finds', () => {
  fc.assert(
    fc.property(
      code,
      fc.array(segment, { maxLength: 4 }),
      fc.integer({ min: 1, max: 40 }),
      (query, segments, wanted) => {
        const found = nearest(createSegmentVectors, query, segments, wanted);
        expect(found).toEqual(nearest(createPlainVectors, query, segments, wanted));

        const all = segments.flatMap(({ papers, isFiltered }, at) =>
          papers.flatMap((paper, ordinal) =>
            paper.isAllowed || !isFiltered ? [{ at, ordinal, far: distance(query, paper.code) }] : [],
          ),
        );
        const limit = all.map(({ far }) => far).sort((a, b) => a - b)[wanted - 1] ?? Infinity;
        const expected = all.filter(({ far }) => far <= limit).slice(0, 4 * wanted);
        expect(found).toEqual(
          segments.map((_, at) => expected.filter((one) => one.at === at).map(({ ordinal }) => ordinal)),
        );
      },
    ),
    { numRuns: 200 },
  );
});

test.each([createSegmentVectors, createPlainVectors])('%o finds no more than it has room for', (create) => {
  const vectors = create(MAX_COLLECTED + 9, 16);
  vectors.measure(new Uint8Array(CODE_BYTES), new Uint32Array(MAX_DISTANCE + 1), 0, vectors.count);
  expect([...vectors.collect(0, Infinity)]).toEqual(Array.from({ length: MAX_COLLECTED }, (_, i) => i));
});

function unitOf(numbers: readonly number[]): Float32Array {
  const length = Math.hypot(...numbers) || 1;
  return Float32Array.from(numbers, (value) => value / length);
}

test('cosines are the same in WebAssembly and in TypeScript, to the last bit, and cosines', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(16, 48, 256, 300).chain((dims) =>
        fc.record({
          query: fc.array(fc.integer({ min: -100, max: 100 }), { minLength: dims, maxLength: dims }),
          kept: fc.array(fc.int8Array({ minLength: dims, maxLength: dims }), { minLength: 1, maxLength: 9 }),
        }),
      ),
      fc.array(fc.nat(8), { maxLength: 300 }),
      ({ query, kept }, wanted) => {
        const unit = unitOf(query);
        const ordinals = Uint32Array.from(wanted, (ordinal) => ordinal % kept.length);
        const [found, plain] = [createSegmentVectors, createPlainVectors].map((create) => {
          const vectors = create(kept.length, query.length);
          kept.forEach((vector, ordinal) => vectors.values.set(vector, ordinal * query.length));
          return vectors.cosines(toIntegers(unit), ordinals);
        });
        expect(found).toEqual(plain);
        ordinals.forEach((ordinal, i) => {
          const vector = unitOf([...kept[ordinal]!]);
          const exact = unit.reduce((sum, value, d) => sum + value * vector[d]!, 0);
          expect(found![i]).toBeCloseTo(exact, 3);
        });
      },
    ),
    { numRuns: 50 },
  );
});

const distance = (a: number[], b: number[]): number =>
  a.reduce((sum, byte, at) => sum + (byte ^ b[at]!).toString(2).replaceAll('0', '').length, 0);
