import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makePaper } from '../../../test/support/make-paper.ts';
import { readItems } from '../../../test/support/read-items.ts';
import { turnsDuring } from '../../../test/support/turns-during.ts';
import { bibtexFormat } from '../../sources/bibtex/bibtex-format.ts';
import { cslJsonFormat } from '../../sources/csl-json/csl-json-format.ts';
import { risFormat } from '../../sources/ris/ris-format.ts';
import type { Paper } from '../paper.ts';
import { citationsOf, streamCitations } from './citation-format.ts';
import { citationFormats } from './citation-formats.ts';

const { bibtex, biblatex, ris, csl, csv } = citationFormats;

const preprint = makePaper({
  title: 'BERT at 100% for $n^2$ words',
  authors: ['Ada Lovelace', 'Jan van der Berg'],
});
const inProceedings = makePaper({
  publicId: 'acl:2023.acl-long.1' as Paper['publicId'],
  identifiers: { aclId: '2023.acl-long.1', doi: '10.18653/v1/2023.acl-long.1' },
  links: { page: 'https://aclanthology.org/2023.acl-long.1/' },
  venue: 'Proceedings of the 61st Annual Meeting of the ACL',
  publishedOn: '2023-07',
  title: 'A test & more',
  authors: ['The Sample Team', 'Martin King Jr.'],
});

test('BibTeX of a preprint is as arXiv writes it', () => {
  expect(citationsOf(bibtex, [preprint])).toBe(`@misc{lovelace2026bert,
  title         = {{BERT} at 100\\% for {$n^2$} words},
  author        = {Lovelace, Ada and van der Berg, Jan},
  year          = {2026},
  month         = aug,
  eprint        = {2608.00001},
  archivePrefix = {arXiv},
  primaryClass  = {cs.CL},
  doi           = {10.48550/arXiv.2608.00001},
  url           = {https://arxiv.org/abs/2608.00001}
}
`);
});

test('BibTeX of a paper in proceedings names them', () => {
  expect(citationsOf(bibtex, [inProceedings])).toBe(
    `@inproceedings{sample2023test,
  title         = {A test \\& more},
  author        = {{The Sample Team} and King, Jr., Martin},
  booktitle     = {Proceedings of the 61st Annual Meeting of the {ACL}},
  year          = {2023},
  month         = jul,
  doi           = {10.18653/v1/2023.acl-long.1},
  url           = {https://aclanthology.org/2023.acl-long.1/}
}
`.replace('{ACL}', 'ACL'),
  );
});

test('BibLaTeX has the day and says that a preprint is one', () => {
  const text = citationsOf(biblatex, [preprint]);
  for (const part of [
    'date          = {2026-08-19}',
    'pubstate      = {prepublished}',
    'eprinttype    = {arxiv}',
  ]) {
    expect(text).toContain(part);
  }
});

test.each([
  [preprint, 'UNPB'],
  [inProceedings, 'CPAPER'],
  [makePaper({ venue: 'Phys. Rev. D 76, 013009 (2007)' }), 'JOUR'],
  [makePaper({ venue: 'a blog' }), 'GEN'],
])('RIS of %# is of the type %s', (paper, type) => {
  expect(citationsOf(ris, [paper])).toMatch(new RegExp(`^TY {2}- ${type}\\r\\n[^]*\\r\\nER {2}- \\r\\n$`));
});

test('CSL-JSON has dates and names in parts, mathematics as text', () => {
  expect(JSON.parse(citationsOf(csl, [preprint, inProceedings]))).toMatchObject([
    {
      ...{
        type: 'article',
        genre: 'preprint',
        title: 'BERT at 100% for n² words',
        number: 'arXiv:2608.00001',
      },
      author: [
        { family: 'Lovelace', given: 'Ada' },
        { family: 'Berg', given: 'Jan', 'non-dropping-particle': 'van der' },
      ],
      issued: { 'date-parts': [[2026, 8, 19]] },
    },
    {
      type: 'paper-conference',
      author: [{ literal: 'The Sample Team' }, { family: 'King', given: 'Martin', suffix: 'Jr.' }],
      issued: { 'date-parts': [[2023, 7]] },
    },
  ]);
});

test('CSV quotes what it must and runs nothing', () => {
  const [, row] = citationsOf(csv, [
    makePaper({ title: '=1+1', abstract: 'He said "no",\nthen left' }),
  ]).split('\r\n');
  expect(row).toContain(",'=1+1,");
  expect(row).toContain('"He said ""no"",\nthen left"');
});

const formats = Object.entries(citationFormats);

test.each(formats)('%s in pieces is the same as at once', async (_name, format) => {
  const papers = [preprint, inProceedings, preprint];
  async function* pages() {
    yield [papers[0]!, papers[1]!];
    yield [];
    yield [papers[2]!];
  }
  let streamed = '';
  for await (const piece of streamCitations(format, pages())) streamed += piece;
  expect(streamed).toBe(citationsOf(format, papers));
});

/** Texts of signs that mean something to one of the formats, and of any others. */
const words = fc.constantFrom(
  ...[
    'paper',
    'BERT',
    'Größe',
    '量子',
    '$n^2$',
    '$\\{x$',
    '$x_{a$',
    '$5',
    '\\',
    '{',
    '}',
    '%',
    '#',
    '&',
    '_',
    '~',
    '^',
  ],
  ...['"', '@article{a,', '--', "''", ',', ' and ', '\n', 'ER  - ', '<b>', '\u0000', '\ud800', '=cmd'],
);
const anyText = fc.oneof(
  fc.array(words).map((list) => list.join(' ')),
  // U+FFFF is in no stored paper: in what is read it stands for bytes that are no UTF-8.
  fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\uffff', '')),
);
const anyPaper = fc
  .record({
    title: anyText,
    abstract: anyText,
    authors: fc.array(anyText, { maxLength: 4 }),
    venue: fc.option(anyText),
  })
  .map((parts) => makePaper({ ...parts, title: `Title ${parts.title}` }));

test.each([
  ['bibtex', bibtex, bibtexFormat],
  ['biblatex', biblatex, bibtexFormat],
  ['ris', ris, risFormat],
  ['csl', csl, cslJsonFormat],
] as const)(
  '%s of any papers is read back, each with its identifier and date',
  async (_name, format, reader) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPaper, { minLength: 1, maxLength: 5 }), async (papers) => {
        const { records, problems } = await readItems(reader, citationsOf(format, papers));
        expect(problems).toEqual([]);
        expect(records.map(({ arxivId }) => arxivId)).toEqual(papers.map(() => '2608.00001'));
        for (const { publishedOn } of records) expect(publishedOn).toMatch(/^2026-08/);
      }),
      { numRuns: 60 },
    );
  },
);

test.each([
  ['bibtex', bibtex, bibtexFormat],
  ['ris', ris, risFormat],
  ['csl', csl, cslJsonFormat],
] as const)('%s keeps titles and names', async (_name, format, reader) => {
  const papers = [
    'R&D at 100% for $5, #1 in a_b^d',
    'Zürich, Łódź and 東京: “quotes”, dashes – and — more',
    'Trees of depth d, from BERT to GPT-4',
  ].map((title) =>
    makePaper({ title, authors: ['José van der Meer Jr.', 'The ATLAS Collaboration', '王小明'] }),
  );
  const { records } = await readItems(reader, citationsOf(format, papers));
  expect(records.map(({ title }) => title)).toEqual(papers.map(({ title }) => title));
  for (const { authors } of records) expect(authors).toEqual(papers[0]?.authors);
});

test('a long stream lets other work of the thread in', async () => {
  const papers = Array.from({ length: 10_000 }, () => preprint);
  async function* pages(): AsyncGenerator<Paper[]> {
    yield papers;
  }
  const pieces: string[] = [];
  const turns = await turnsDuring(async () => {
    for await (const piece of streamCitations(bibtex, pages())) pieces.push(piece);
  });
  expect(pieces.join('')).toBe(citationsOf(bibtex, papers));
  expect(turns).toBeGreaterThan(1);
});
