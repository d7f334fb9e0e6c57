import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPlainScanner } from './hamming-scanner-plain.ts';
import { createHammingScanner, type CodeBlock, type ScanTask } from './hamming-scanner.ts';
import { CODE_BYTES } from './quantise-vector.ts';

/** Few different bytes, so that many codes are equally far. */
const code = fc.array(fc.constantFrom(0, 1, 3, 255), { minLength: CODE_BYTES, maxLength: CODE_BYTES });
const block = fc.array(fc.record({ code, isAllowed: fc.boolean() }), { maxLength: 30 });

const toTask = (papers: { code: number[]; isAllowed: boolean }[], isFiltered: boolean): ScanTask => ({
  block: { codes: Uint8Array.from(papers.flatMap((paper) => paper.code)), count: papers.length },
  allowed: isFiltered ? Uint8Array.from(papers, ({ isAllowed }) => (isAllowed ? 1 : 0)) : undefined,
});

const wasm = createHammingScanner();

test('runs in WebAssembly here', () => expect(wasm.name).toBe('wasm'));

test('answers the same in WebAssembly and in TypeScript, and both what sorting by distance answers', () => {
  fc.assert(
    fc.property(
      code,
      fc.array(fc.tuple(block, fc.boolean()), { maxLength: 4 }),
      fc.integer({ min: 1, max: 40 }),
      (query, blocks, wanted) => {
        const tasks = blocks.map(([papers, isFiltered]) => toTask(papers, isFiltered));
        const found = wasm.scan(Uint8Array.from(query), tasks, wanted).map((places) => [...places]);
        const plain = createPlainScanner().scan(Uint8Array.from(query), tasks, wanted);
        expect(found).toEqual(plain.map((places) => [...places]));

        const all = blocks.flatMap(([papers, isFiltered], task) =>
          papers.flatMap((paper, place) =>
            paper.isAllowed || !isFiltered ? [{ task, place, far: distance(query, paper.code) }] : [],
          ),
        );
        const limit = all.map(({ far }) => far).sort((a, b) => a - b)[wanted - 1] ?? Infinity;
        const expected = all.filter(({ far }) => far <= limit).slice(0, 4 * wanted);
        expect(found).toEqual(
          blocks.map((_, task) => expected.filter((one) => one.task === task).map(({ place }) => place)),
        );
      },
    ),
    { numRuns: 200 },
  );
});

test('keeps the codes of the blocks that stay when others go', () => {
  const query = new Uint8Array(CODE_BYTES);
  const make = (count: number, byte: number): CodeBlock => ({
    codes: new Uint8Array(count * CODE_BYTES).fill(byte),
    count,
  });
  const [first, second, third] = [make(5_000, 255), make(3, 0), make(2, 1)];
  const scan = (blocks: CodeBlock[]) =>
    wasm
      .scan(
        query,
        blocks.map((one) => ({ block: one, allowed: undefined })),
        3,
      )
      .map((places) => places.length);
  expect(scan([first, second, third])).toEqual([0, 3, 0]);
  wasm.keep([second, third]);
  expect(scan([second, third])).toEqual([3, 0]);
  expect(scan([third, first])).toEqual([2, 10]);
});

const distance = (a: number[], b: number[]): number =>
  a.reduce((sum, byte, at) => sum + (byte ^ b[at]!).toString(2).replaceAll('0', '').length, 0);
