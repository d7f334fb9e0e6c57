import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCitationKeys } from './citation-key.ts';
import type { CitedPaper } from './cited-paper.ts';
import { splitName } from './person-name.ts';

const cited = (name: string, year: number | undefined, title: string): CitedPaper => ({
  ...{ kind: 'preprint', title, names: name ? [splitName(name)] : [], date: year ? { year } : undefined },
  ...{ venue: undefined, server: 'arXiv', arxivId: undefined, arxivClass: undefined, doi: undefined },
  url: undefined,
});

test.each([
  ['Ada Lovelace', 2026, 'On the Sketch of an Engine', 'lovelace2026sketch'],
  ['Jürgen Müller-Lüdenscheidt', 2024, 'What Is $\\alpha$-divergence?', 'mullerludenscheidt2024divergence'],
  ['The ATLAS Collaboration', 2012, 'Observation of a new particle', 'atlas2012observation'],
  ['王小明', 2020, 'Éléphants', 'anonymous2020elephants'],
  ['', undefined, '', 'anonymous'],
])('the key of %s, %s, %s is %s', (name, year, title, key) =>
  expect(createCitationKeys()(cited(name, year, title))).toBe(key),
);

test('a key that is taken gets a letter', () => {
  const keyOf = createCitationKeys();
  const keys = Array.from({ length: 29 }, () => keyOf(cited('Ada Lovelace', 2026, 'A sketch')));
  expect(keys.slice(0, 3)).toEqual(['lovelace2026sketch', 'lovelace2026sketcha', 'lovelace2026sketchb']);
  expect(keys.slice(-2)).toEqual(['lovelace2026sketchaa', 'lovelace2026sketchab']);
});

test('keys are unique within an export and plain, whatever the papers', () => {
  const few = fc.constantFrom('A Sketch', 'A Sketcha', 'A Sketchb', 'Über', '???', '');
  const paper = fc.tuple(
    fc.oneof(few, fc.string()),
    fc.constantFrom(undefined, 2026),
    fc.oneof(few, fc.string()),
  );
  fc.assert(
    fc.property(fc.array(paper, { maxLength: 60 }), (papers) => {
      const keys = papers.map(([name, year, title]) => cited(name, year, title)).map(createCitationKeys());
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) expect(key).toMatch(/^[a-z0-9]+$/);
    }),
  );
});
