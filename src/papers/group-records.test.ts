import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupRecords, type GroupableRecord } from './group-records.ts';

interface Sketch {
  key: string;
  ids?: string[];
  title?: string;
  year?: number;
}

function record({ key, ids = [], title, year = 2024 }: Sketch): GroupableRecord {
  return { key, identifiers: new Set(ids), titles: title ? [{ titleKey: title, year }] : [] };
}

function keysOf(groups: readonly GroupableRecord[][]): string[] {
  return groups
    .map((group) =>
      group
        .map(({ key }) => key)
        .sort()
        .join('+'),
    )
    .sort();
}

function group(...sketches: Sketch[]): string[] {
  return keysOf(groupRecords(sketches.map(record)).groups);
}

test('records with an identifier in common are one paper, also through a third', () => {
  expect(
    group({ key: 'a', ids: ['doi:1'] }, { key: 'b', ids: ['doi:1', 'acl:1'] }, { key: 'c', ids: ['acl:1'] }),
  ).toEqual(['a+b+c']);
});

test('one title joins records at most two years apart', () => {
  expect(group({ key: 'a', title: 't', year: 2020 }, { key: 'b', title: 't', year: 2022 })).toEqual(['a+b']);
  expect(group({ key: 'a', title: 't', year: 2020 }, { key: 'b', title: 't', year: 2023 })).toEqual([
    'a',
    'b',
  ]);
});

test('a title never joins two arXiv ids, not even through a record that has none', () => {
  const one = { key: 'a', ids: ['arxiv:1'], title: 't', year: 2020 };
  const two = { key: 'b', ids: ['arxiv:2'], title: 't', year: 2022 };
  expect(group(one, two)).toEqual(['a', 'b']);
  expect(group(one, two, { key: 'c', title: 't', year: 2022 })).toEqual(['a', 'b+c']);
});

test('a DOI that stands with two arXiv ids joins neither with the other', () => {
  expect(group({ key: 'a', ids: ['arxiv:1', 'doi:1'] }, { key: 'b', ids: ['arxiv:2', 'doi:1'] })).toEqual([
    'a',
    'b',
  ]);
});

test('what a person separated stays apart, also where a third record would join it', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((key) => record({ key, ids: ['doi:1'] }));
  if (!a || !b || !c) throw new Error('three records');
  expect(keysOf(groupRecords([a, b, c], [[a, b]]).groups)).toEqual(['a+c', 'b']);
});

const sketches: fc.Arbitrary<Sketch[]> = fc.uniqueArray(
  fc.record({
    key: fc.integer({ min: 0, max: 30 }).map(String),
    ids: fc.uniqueArray(fc.constantFrom('doi:1', 'doi:2', 'acl:1', 'acl:2', 'acl:3'), { maxLength: 2 }),
    title: fc.constantFrom('t', 'u', ''),
    year: fc.integer({ min: 2018, max: 2026 }),
  }),
  { selector: ({ key }) => key, maxLength: 15 },
);

test('without arXiv ids the papers are the connected components', () => {
  fc.assert(fc.property(sketches, (list) => void expect(group(...list)).toEqual(components(list))));
});

test('a paper has at most one arXiv id, every join is one fewer than the records, and order does not matter', () => {
  const withArxiv = sketches.map((list) =>
    list.map((sketch, position) => ({
      ...sketch,
      ids: position % 2 ? [...(sketch.ids ?? []), `arxiv:${position % 5}`] : (sketch.ids ?? []),
    })),
  );
  fc.assert(
    fc.property(withArxiv, (list) => {
      const { groups, joins } = groupRecords(list.map(record));
      for (const items of groups) {
        const arxivIds = items.flatMap(({ identifiers }) =>
          [...identifiers].filter((id) => id.startsWith('arxiv:')),
        );
        expect(new Set(arxivIds).size).toBeLessThanOrEqual(1);
      }
      expect(joins.length).toBe(list.length - groups.length);
      expect(group(...[...list].reverse())).toEqual(keysOf(groups));
    }),
  );
});

test('a key that thousands share takes no square of time', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => ({
    key: String(index),
    ids: ['doi:1'],
    title: 't',
  }));
  expect(group(...many)).toHaveLength(1);
});

/** The definition, followed to the letter: spread from record to record until nothing more is reached. */
function components(list: readonly Sketch[]): string[] {
  const isLinked = (a: Sketch, b: Sketch): boolean =>
    (a.ids ?? []).some((id) => b.ids?.includes(id)) ||
    (a.title !== '' && a.title === b.title && Math.abs((a.year ?? 0) - (b.year ?? 0)) <= 2);
  const left = new Set(list);
  const found: string[] = [];
  for (const start of left) {
    const reached = [start];
    left.delete(start);
    for (const next of reached) {
      for (const other of left) {
        if (!isLinked(next, other)) continue;
        reached.push(other);
        left.delete(other);
      }
    }
    found.push(
      reached
        .map(({ key }) => key)
        .sort()
        .join('+'),
    );
  }
  return found.sort();
}
