import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PaperId, PublicId } from '../papers/identifiers.ts';
import type { Paper } from '../papers/paper.ts';
import { diversify } from './diversify.ts';

interface Item {
  score: number;
  paper: Paper;
}

function item(
  score: number,
  { title = `${score} unlike`, authors = [`Author ${score}`], field = 'cs.CL' },
): Item {
  const paper = { id: score as PaperId, publicId: `arxiv:${score}` as PublicId, title, authors };
  return { score, paper: { ...paper, categories: [field] } as Paper };
}

const order = (items: Item[], limit = items.length): number[] =>
  diversify(items, { scoreOf: ({ score }) => score, paperOf: ({ paper }) => paper, limit }).map(
    ({ score }) => score,
  );

test('a group of authors does not fill the top, however well its papers do', () => {
  const lab = [10, 9.9, 9.8, 9.7].map((score) =>
    item(score, { authors: ['Ada Lovelace', `Student ${score}`] }),
  );
  const others = [9, 8].map((score) => item(score, { authors: [`Author ${score}`] }));
  expect(order([...lab, ...others]).slice(0, 3)).toEqual([10, 9, 8]);
});

test('of papers with nearly the same title one is enough for now', () => {
  const same = [10, 9.9].map((score) => item(score, { title: 'Scaling laws for sparse attention' }));
  expect(order([...same, item(8, { title: 'Proofs about something else' })])).toEqual([10, 8, 9.9]);
});

test('a small field has its place among many papers of a big one', () => {
  const big = Array.from({ length: 12 }, (_, index) =>
    item(10 - index / 100, { title: `word${'abcdefghijklm'[index]}` }),
  );
  const small = item(6, { title: 'different', field: 'math.CO' });
  expect(order([...big, small]).indexOf(6)).toBeLessThan(9);
});

test('what clearly leads stays first, and nothing in common means nothing changes', () => {
  const fields = ['cs.CL', 'math.CO', 'q-bio.NC'].map((field, index) =>
    item(9 - index, { field, title: field }),
  );
  expect(order([item(30, { title: 'leader', field: 'physics.optics' }), ...fields])).toEqual([30, 9, 8, 7]);
});

const pool = fc
  .array(
    fc.record({
      score: fc.double({ min: 0.1, max: 50, noNaN: true }),
      author: fc.constantFrom('A', 'B', 'C'),
      field: fc.constantFrom('cs.CL', 'math.CO'),
      title: fc.constantFrom('graph neural networks', 'neural scaling', 'prime numbers'),
    }),
    { maxLength: 90 },
  )
  .map((rows) =>
    rows
      .sort((a, b) => b.score - a.score)
      .map(({ score, author, field, title }) => item(score, { authors: [author], field, title })),
  );

test('loses nothing, repeats nothing, and a greater limit only adds at the end', () => {
  fc.assert(
    fc.property(pool, fc.nat(40), (items, limit) => {
      const all = order(items);
      expect([...all].sort((a, b) => b - a)).toEqual(items.map(({ score }) => score));
      expect(order(items, limit)).toEqual(all.slice(0, limit));
    }),
  );
});
