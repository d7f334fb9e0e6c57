import { expect, test } from 'vitest';
import { readItems } from '../../../test/support/read-items.ts';
import { splitNames } from './adapt-bibtex-entry.ts';
import { bibtexFormat } from './bibtex-format.ts';

const library = String.raw`% A library
@comment{ not read }
@preamble{"\newcommand{\x}{y}"}
@string{ jo = "Journal of " # {Orchards} }
@string(press = {Example Press})

@article{example2007,
  title = {Counting {A}pples in {\"O}land: $O(n^{2})$ of them},
  author = "Example, Ann and Muster, Jr, Jos{\'e} and {Barnes and Noble, Inc.} and others",
  journal = jo # { and Fields},
  year = 2007, month = apr # "",
  doi = {https://doi.org/10.1000/Orchard.12},
  url = {https://example.org/a\_b},
}

@misc(arx, title={A preprint}, author={van der Berg, Karl}, eprint={2401.00001v2},
  archivePrefix={arXiv}, primaryClass={cs.CL}, year={2024}) @book{two, title = "On one line", publisher = press}
`;

test('reads entries with macros, joined values, either bracket and several on a line', async () => {
  for (const pieceLength of [1, 17, 10_000]) {
    const { records, problems } = await readItems(bibtexFormat, library, pieceLength);
    expect(problems).toEqual([]);
    expect(records).toEqual([
      {
        source: 'bibtex',
        sourceId: 'example2007#doi:10.1000/orchard.12',
        title: 'Counting Apples in Öland: $O(n^{2})$ of them',
        authors: ['Ann Example', 'José Muster Jr', 'Barnes and Noble, Inc.'],
        venue: 'Journal of Orchards and Fields',
        publishedOn: '2007-04',
        doi: '10.1000/orchard.12',
        links: { page: 'https://example.org/a_b' },
      },
      {
        source: 'bibtex',
        sourceId: 'arx#arxiv:2401.00001',
        title: 'A preprint',
        authors: ['Karl van der Berg'],
        arxivId: '2401.00001',
        version: 2,
        categories: ['cs.CL'],
        publishedOn: '2024',
      },
      expect.objectContaining({ title: 'On one line', venue: 'Example Press', authors: [] }) as object,
    ]);
  }
});

test('a broken entry spoils itself alone and is named with line and key', async () => {
  const text = `@article{one, title = {One}}
@article{open, title = {Never closed,
  year = 2001
@article{two, title = {Two}}
@article{novalue, title}
@article{untitled, year = 2001}
@article{three, title = {Three}}`;
  const { records, problems } = await readItems(bibtexFormat, text);
  expect(records.map(({ title }) => title)).toEqual(['One', 'Two', 'Three']);
  expect(problems).toEqual([
    { line: 2, entry: 'open', reason: "its braces or quotation marks don't match" },
    { line: 5, entry: 'novalue', reason: 'its field "title" has no value' },
    { line: 6, entry: 'untitled', reason: 'it has no title' },
  ]);
});

test('an endless line is reported with its number and the next entry read', async () => {
  const text = `\n@article{huge, title = {${'words '.repeat(400_000)}}}\n@article{two, title = {Two}}`;
  const { records, problems } = await readItems(bibtexFormat, text, 65_536);
  expect(records.map(({ title }) => title)).toEqual(['Two']);
  expect(problems).toEqual([{ line: 2, reason: 'the entry is far too long' }]);
});

test('an endless entry is reported and the next one read', async () => {
  const text = `@article{huge, title = {${'words \n'.repeat(400_000)}\n@article{two, title = {Two}}`;
  const { records, problems } = await readItems(bibtexFormat, text, 65_536);
  expect(records.map(({ title }) => title)).toEqual(['Two']);
  expect(problems).toEqual([{ line: 1, reason: 'the entry is far too long' }]);
});

test.each([
  ['Ann Example and Bob Muster', ['Ann Example', 'Bob Muster']],
  ['Example, Ann AND Muster, III, Bob', ['Ann Example', 'Bob Muster III']],
  ['{The Sample and Example Collaboration}', ['The Sample and Example Collaboration']],
  ['M{\\"u}ller, J{\\o}rgen\n  and\n  Anderson, Andy', ['Jørgen Müller', 'Andy Anderson']],
  ['', []],
])('the names %j are %j', (list, names) => expect(splitNames(list).filter(Boolean)).toEqual(names));

test('is recognised wherever its first entry stands', () => {
  expect(bibtexFormat.recognises(library)).toBe(true);
  expect(bibtexFormat.recognises('Some words.\n\n@ARTICLE { key , title = {x}}')).toBe(true);
  expect(bibtexFormat.recognises('mail me @example.org {now}')).toBe(false);
  expect(bibtexFormat.recognises('{"title": "@article{x, y}"}')).toBe(false);
});
